import { versions } from '../../operator/versions.ts';
import { lastAgent } from '../images.ts';

const jaeger = (name: string, release: string = versions.jaeger) =>
  `docker.io/jaegertracing/${name}:${release}`;

/**
 * Images that the operator chooses by itself, with the registry that a name without one means, and with the tag that the operator
 * adds; it adds none to that of spark-dependencies.
 *
 * Source: jaeger-operator v1.65.0 pkg/cmd/start/main.go, pkg/util/util.go ImageName, Makefile.
 */
export const jaegerImages = {
  agent: jaeger('jaeger-agent', lastAgent),
  query: jaeger('jaeger-query'),
  collector: jaeger('jaeger-collector'),
  ingester: jaeger('jaeger-ingester'),
  allInOne: jaeger('all-in-one'),
  cassandraSchema: jaeger('jaeger-cassandra-schema'),
  dependencies: 'ghcr.io/jaegertracing/spark-dependencies/spark-dependencies',
  indexCleaner: jaeger('jaeger-es-index-cleaner'),
  rollover: jaeger('jaeger-es-rollover'),
  oauthProxy: 'quay.io/openshift/origin-oauth-proxy:4.14',
} as const;

/** Those images by the environment variable that has the operator choose another one. */
export const chosenImages: Readonly<Record<string, string>> = {
  RELATED_IMAGE_JAEGER_AGENT: jaegerImages.agent,
  RELATED_IMAGE_JAEGER_QUERY: jaegerImages.query,
  RELATED_IMAGE_JAEGER_COLLECTOR: jaegerImages.collector,
  RELATED_IMAGE_JAEGER_INGESTER: jaegerImages.ingester,
  RELATED_IMAGE_JAEGER_ALL_IN_ONE: jaegerImages.allInOne,
  RELATED_IMAGE_CASSANDRA_SCHEMA: jaegerImages.cassandraSchema,
  RELATED_IMAGE_SPARK_DEPENDENCIES: jaegerImages.dependencies,
  RELATED_IMAGE_JAEGER_ES_INDEX_CLEANER: jaegerImages.indexCleaner,
  RELATED_IMAGE_JAEGER_ES_ROLLOVER: jaegerImages.rollover,
  RELATED_IMAGE_OPENSHIFT_OAUTH_PROXY: jaegerImages.oauthProxy,
};
