import { optionOf } from '../../../model/jaeger/roles.ts';
import { lastJaegerV1 } from '../../../upstream/jaeger/images.ts';
import { basePathProblem } from '../../../upstream/jaeger/servers.ts';
import type { Rule } from '../../rule.ts';

/** A base path of Jaeger v1 that it cannot serve the UI under; that of v2 is one of its settings. */
export const basePath: Rule = {
  id: 'jaeger/base-path',
  severity: 'error',
  rationale: 'the query service fails to start with an invalid base path',
  ignoreWhen: 'the image is a build of your own, which accepts any base path',
  source: 'jaeger v1.35.0 to v1.76.0 cmd/query/app/static_handler.go',
  visit: () => ({
    *jaegerRole(role) {
      if (role.name !== 'query' && role.name !== 'allInOne') return;
      const option = optionOf(role, 'query.base-path');
      if (typeof option?.value !== 'string') return;
      const message = basePathProblem(option.value, role.version ?? lastJaegerV1);
      if (message !== undefined) yield { object: option.object, path: option.path, message };
    },
  }),
};
