/** Close codes of the page's WebSocket: why the host closed it. The reason beside the code is the sentence. */
export const closeCodes = {
  /** "Service restart": the page connects again. */
  engineStopped: 1012,
  /** "Try again later": the engine is started again only after a rest. */
  engineGivenUp: 1013,
  /** "Policy violation": what the page sent is no message of the Api. */
  badMessage: 1008,
} as const
