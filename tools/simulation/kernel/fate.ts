/**
 * Fates of a call, besides a normal answer: the process dies before or after it, the request is lost before it arrives,
 * or the answer is lost.
 */
export const fates = ['dies_before', 'dies_after', 'request_lost', 'answer_lost'] as const;
export type Fate = (typeof fates)[number];
