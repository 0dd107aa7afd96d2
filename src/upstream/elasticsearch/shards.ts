/** How large Elastic wants a shard to be at most, in bytes. Source: Elastic, Size your shards: 10 GB to 50 GB. */
export const largestShard = 50e9;

/** Part of a disk above which Elasticsearch puts no shard on it. Source: cluster.routing.allocation.disk.watermark.low. */
export const lowWatermark = 0.85;
