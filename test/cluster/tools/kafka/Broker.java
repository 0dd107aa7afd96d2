import java.io.FileOutputStream;
import java.util.Properties;

/**
 * One Kafka broker in this process, which is its own controller: `Broker HOME HOST PORT NAME`, where HOME is an empty folder for
 * its data and NAME the host that clients are told to connect to.
 */
public class Broker {
  public static void main(String[] args) throws Exception {
    String listener = args[1] + ":" + args[2];
    Properties settings = new Properties();
    settings.setProperty("process.roles", "broker,controller");
    settings.setProperty("node.id", "1");
    settings.setProperty("log.dirs", args[0] + "/data");
    settings.setProperty("listeners", "PLAINTEXT://" + listener + ",CONTROLLER://127.0.0.1:19093");
    settings.setProperty("advertised.listeners", "PLAINTEXT://" + args[3] + ":" + args[2]);
    settings.setProperty("controller.listener.names", "CONTROLLER");
    settings.setProperty("controller.quorum.voters", "1@127.0.0.1:19093");
    settings.setProperty("offsets.topic.replication.factor", "1");
    settings.setProperty("group.initial.rebalance.delay.ms", "0");
    String file = args[0] + "/server.properties";
    try (FileOutputStream out = new FileOutputStream(file)) {
      settings.store(out, null);
    }
    String[] format = {"format", "--cluster-id", "AAAAAAAAAAAAAAAAAAAAAQ", "--config", file};
    int code = kafka.tools.StorageTool.execute(format, System.out);
    if (code != 0) System.exit(code);
    kafka.Kafka.main(new String[] {file});
  }
}
