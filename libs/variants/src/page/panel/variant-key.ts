/** Key of a variant in a job. The same variant in another job has a different key. */
export const keyOf = ({ id, variant }: { readonly id: string; readonly variant: string }): string => `${id} ${variant}`;
