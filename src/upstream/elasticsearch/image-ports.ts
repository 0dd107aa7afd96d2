import type { ImagePorts } from '../edge/image-ports.ts';

/** Elasticsearch and OpenSearch (documentation of both, `http.port`). */
export const elasticsearchPorts: ImagePorts = {
  repository: /(^|\/)elasticsearch(-oss)?$|(^|\/)opensearch$/,
  ports: { 9200: 'elasticsearch' },
};
