import { KubeConfig } from '@kubernetes/client-node';
import { fileReason } from '../read-text.ts';

/** What kubectl is told of where to look, too. */
export interface KubeChoice {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly namespace?: string;
}

/**
 * Reads the kubeconfig as kubectl does: the file that is named, or else those of KUBECONFIG, or else `~/.kube/config`, or else what a pod
 * is given.
 *
 * @throws if there is none, it cannot be read, or has no such context
 */
export function readKubeConfig({ kubeconfig, context }: KubeChoice): KubeConfig {
  const config = new KubeConfig();
  try {
    if (kubeconfig === undefined) config.loadFromDefault();
    else config.loadFromFile(kubeconfig);
  } catch (error) {
    const file = kubeconfig ?? process.env.KUBECONFIG ?? '~/.kube/config';
    throw new Error(`cannot read kubeconfig ${file}: ${fileReason(error)}`, { cause: error });
  }
  if (context !== undefined) config.setCurrentContext(context);
  const current = config.getCurrentContext();
  if (!config.getContextObject(current)) {
    const known = config.getContexts().map(({ name }) => name);
    throw new Error(
      `the kubeconfig has no context '${current ?? ''}', only ${known.join(', ') || 'none'}`,
    );
  }
  const server = config.getCurrentCluster()?.server;
  // this is what the client makes of no kubeconfig at all
  if (server === undefined || server === 'http://localhost:8080') {
    throw new Error(`no kubeconfig tells where the cluster is; name one with --kubeconfig`);
  }
  return config;
}
