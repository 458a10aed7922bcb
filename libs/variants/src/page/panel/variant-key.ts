/** Key of a variant in a job: the same variant of another job is another one. */
export const keyOf = ({ id, variant }: { readonly id: string; readonly variant: string }): string => `${id} ${variant}`;
