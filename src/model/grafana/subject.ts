import type { Sender } from '../edge/senders.ts';
import type { Cluster, Subject } from '../subject.ts';
import { datasourceSenders, type Grafana, readGrafana } from './datasources.ts';

/** What is known of Grafana. */
export interface GrafanaPart {
  /** Data sources, and the files that they stand in. */
  readonly grafana: Grafana;
}

/** Grafana, which asks for spans. */
export const grafana: Subject<Cluster, GrafanaPart, Sender<'grafana'>> = {
  read: ({ objects }) => ({ grafana: readGrafana(objects) }),
  senders: (model) => model.grafana.datasources.flatMap(datasourceSenders),
};
