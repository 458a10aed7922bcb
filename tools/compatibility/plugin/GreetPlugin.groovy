package greet

import nextflow.Session
import nextflow.plugin.BasePlugin
import nextflow.plugin.extension.Function
import nextflow.plugin.extension.PluginExtensionPoint
import org.pf4j.PluginWrapper

class GreetPlugin extends BasePlugin {
    GreetPlugin(PluginWrapper wrapper) { super(wrapper) }
}

class GreetExtension extends PluginExtensionPoint {
    @Override protected void init(Session session) {}

    @Function String greet(String name) { "Hello ${name}" }
}
