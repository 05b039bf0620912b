package org.portlease.runs;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeTags;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;
import org.portlease.test.world.SharedWorld;

/** All scenarios of two nodes that share billing. */
@Suite
@SelectPackages("org.portlease")
@IncludeClassNamePatterns(".*IT")
@IncludeTags(SharedWorld.BILLING_NODES)
class BillingNodesRun {}
