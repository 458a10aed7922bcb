/**
 * An event cannot be applied, or its row cannot be loaded. It may have to be quarantined, which only `writeBatch` does.
 */
export class NotLoadableError extends Error {
  override readonly name = 'NotLoadableError';
}
