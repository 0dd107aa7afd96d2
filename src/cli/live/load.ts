/** What reads a cluster, which brings a client of Kubernetes: loaded when a cluster is to be read. */
export function loadLive() {
  return import('./run.ts');
}
