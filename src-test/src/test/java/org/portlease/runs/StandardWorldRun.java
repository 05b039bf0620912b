package org.portlease.runs;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeTags;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;
import org.portlease.test.world.SharedWorld;

/** All scenarios in the standard world. */
@Suite
@SelectPackages("org.portlease")
@IncludeClassNamePatterns(".*IT")
@IncludeTags(SharedWorld.STANDARD)
class StandardWorldRun {}
