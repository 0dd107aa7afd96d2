/** Two processors of which one has to come first. */
export interface ProcessorOrder {
  readonly first: readonly string[];
  readonly last: readonly string[];
  /** What goes wrong the other way round. */
  readonly because: string;
  /** Whether only a k8s_attributes that knows pods by their connection suffers. */
  readonly byConnection: boolean;
}

const samplers = ['tail_sampling', 'groupbytrace'];
const k8sAttributes = ['k8s_attributes', 'k8sattributes'];

/**
 * Orders of processors that are wrong the other way round.
 *
 * Source: opentelemetry-collector v0.158.0 processor/batchprocessor/README.md, -contrib v0.158.0
 * processor/{tailsampling,groupbytrace,k8sattributes}processor/README.md.
 */
export const processorOrders: readonly ProcessorOrder[] = [
  {
    first: ['tail_sampling', 'groupbytrace', 'probabilistic_sampler', 'filter'],
    last: ['batch'],
    because: 'it splits full batches again, or leaves them half empty',
    byConnection: false,
  },
  {
    first: k8sAttributes,
    last: ['batch', ...samplers],
    because: 'the client connection that identifies the sending pod is lost there',
    byConnection: true,
  },
];
