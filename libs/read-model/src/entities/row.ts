/** The complete data of an entity's row. Folds take and return rows. */
export type Row<Entity> = { [K in keyof Entity & string]-?: Exclude<Entity[K], undefined> };

/** Options of `find` that return current rows without an identity map. */
export const UNMANAGED = { disableIdentityMap: true } as const;

/** Found entities as plain data. */
export const rowsOf = <E extends object>(found: readonly E[]): Row<E>[] =>
  found.map((entity) => ({ ...entity }) as unknown as Row<E>);
