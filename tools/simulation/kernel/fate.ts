/**
 * Fates of a call, besides a normal response: the process dies before or after the call, the request is lost before it
 * arrives, or the response is lost.
 */
export const fates = ['dies_before', 'dies_after', 'request_lost', 'answer_lost'] as const;
export type Fate = (typeof fates)[number];
