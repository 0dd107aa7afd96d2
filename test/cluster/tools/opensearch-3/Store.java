import java.util.List;
import java.util.Map;
import org.opensearch.Version;
import org.opensearch.common.settings.Settings;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.PluginInfo;

/** One OpenSearch node in this process: `Store HOME HOST PORT`, where HOME is an empty folder for its data. */
public class Store {
  /** The constructor that takes plugins is for those who extend. */
  private static class PluggedNode extends Node {
    PluggedNode(Settings settings) {
      super(
          InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "store"),
          List.of(
              new PluginInfo(
                  "transport-netty4",
                  "its transport",
                  Version.CURRENT.toString(),
                  Version.CURRENT,
                  "21",
                  "org.opensearch.transport.Netty4ModulePlugin",
                  null,
                  List.of(),
                  false)),
          false);
    }
  }

  public static void main(String[] args) throws Exception {
    Settings settings =
        Settings.builder()
            .put("path.home", args[0])
            .put("network.host", args[1])
            .put("http.port", args[2])
            .put("transport.port", "0")
            .put("cluster.name", "store")
            .put("discovery.type", "single-node")
            .put("transport.type", "netty4")
            .put("http.type", "netty4")
            // a disk that is nearly full would keep shards from being allocated
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            .build();
    new PluggedNode(settings).start();
    Thread.currentThread().join();
  }
}
