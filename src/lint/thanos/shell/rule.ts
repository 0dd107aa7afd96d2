import { runsInShell } from '../../../upstream/thanos/container.ts';
import type { Rule } from '../../rule.ts';

/** A tracing flag after the script of a shell, which does not hand it on. */
export const shell: Rule = {
  id: 'thanos/shell',
  severity: 'error',
  rationale:
    'sh -c runs its script and ignores further arguments, so the flag has no effect and nothing is traced',
  source: 'POSIX sh; thanos v0.42.4 cmd/thanos/main.go',
  ignoreWhen:
    'the shell runs a script of the image that reads its arguments and passes them on, which the manifests do not show',
  visit: () => ({
    *thanos({ container, flags, label }) {
      if (!container || !runsInShell(container.value)) return;
      // a script may take its arguments itself
      if (container.arguments.some(({ text }) => /\$[@*\d]|\$\{[@*\d]/.test(text))) return;
      for (const { object, path, name } of flags) {
        const message = `${label}: --${name} must be part of the script of sh -c, got it as a separate argument`;
        yield { object, path, message };
      }
    },
  }),
};
