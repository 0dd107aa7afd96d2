import { elasticsearchPorts } from '../../upstream/elasticsearch/image-ports.ts';
import type { CollectorPart } from '../collector/subject.ts';
import { imageListening } from '../edge/pods.ts';
import type { Sender } from '../edge/senders.ts';
import type { JaegerPart } from '../jaeger/subject.ts';
import type { Cluster, Subject } from '../subject.ts';
import {
  type ElasticsearchClient,
  elasticsearchSenders,
  readElasticsearchClients,
} from './clients.ts';
import { readIndexJobClients } from './index-job-clients.ts';

/** What is known of Elasticsearch. */
export interface ElasticsearchPart {
  /** What reads, writes or deletes indices of spans. */
  readonly elasticsearchClients: readonly ElasticsearchClient[];
}

/** Elasticsearch, which stores spans, and what works on its indices. */
export const elasticsearch: Subject<
  Cluster & JaegerPart & Pick<CollectorPart, 'collectors'>,
  ElasticsearchPart,
  Sender<'jaeger' | 'index-job'>
> = {
  read: ({ objects, workloads, jaegers, jaegerRoles, collectors }) => ({
    elasticsearchClients: [
      ...readElasticsearchClients(jaegerRoles, collectors),
      ...readIndexJobClients(objects, jaegers, workloads),
    ],
  }),
  listening: imageListening(elasticsearchPorts),
  senders: ({ elasticsearchClients }) => elasticsearchClients.flatMap(elasticsearchSenders),
};
