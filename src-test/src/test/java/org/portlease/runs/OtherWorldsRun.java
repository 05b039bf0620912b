package org.portlease.runs;

import org.junit.platform.suite.api.ExcludeTags;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;
import org.portlease.test.world.SharedWorld;

/** All other scenarios, each in a world of its own. */
@Suite
@SelectPackages("org.portlease")
@IncludeClassNamePatterns(".*IT")
@ExcludeTags({SharedWorld.LIFE, SharedWorld.STANDARD, SharedWorld.BILLING_NODES})
class OtherWorldsRun {}
