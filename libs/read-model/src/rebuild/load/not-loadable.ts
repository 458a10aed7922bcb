/**
 * An event cannot be applied, or its row cannot be loaded, so that it may have to be quarantined: only `writeBatch`
 * does that.
 */
export class NotLoadableError extends Error {
  override readonly name = 'NotLoadableError';
}
