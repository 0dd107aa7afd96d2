import { configFile, mountedConfigs } from '../../../model/collector/config-source.ts';
import type { Model } from '../../../model/model.ts';
import type { Rule } from '../../rule.ts';

/** A configuration that is mounted into a collector which reads another one. */
export const unreadConfig: Rule = {
  id: 'collector/unread-config',
  severity: 'warning',
  rationale:
    'a collector without --config runs the sample configuration of its image, which sends spans nowhere',
  source: 'opentelemetry-collector-releases v0.158.0 distributions, Dockerfile and config.yaml',
  ignoreWhen: 'the image is a build of your own that reads the file without `--config`',
  visit: ({ objects }: Model) => ({
    *collector({ config, configText, workload, container, distribution }) {
      const file = configFile(distribution);
      if (config || configText || !workload || !container || file === undefined) return;
      if (container.arguments.length > 0) return;
      const [mounted] = mountedConfigs(objects, workload, container);
      if (!mounted) return;
      const { kind, name } = mounted.object;
      yield {
        path: container.path,
        message: `container ${container.name} must have --config with the mounted file of ${kind} ${name}, without which it reads ${file}`,
      };
    },
  }),
};
