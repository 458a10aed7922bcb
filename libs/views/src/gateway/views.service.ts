import { Inject, Injectable } from '@nestjs/common';
import { includesRole, userActor, userOfActor } from '@reprise/contracts';
import { newId } from '@reprise/event-log';
import type { Caller } from '@reprise/gateway/shared/http/caller.ts';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import { WRITE_MODEL } from '@reprise/gateway/shared/servers/tokens.ts';
import { isoTime, type ReadModel } from '@reprise/read-model';
import type { Kysely, Selectable } from 'kysely';
import type { NewViewBody, OpenedView, SavedView, ViewBody } from '../contract/index.ts';
import { changeViews, viewTables, type ViewDatabase } from './database.ts';
import { jobQuery } from './job-query.ts';
import { readUnmatched } from './unmatched.ts';

const MAX_VIEWS = 200;

type Row = Selectable<ViewDatabase['view']>;
type Named = Pick<Row, 'view_id' | 'name' | 'is_shared' | 'created_by'>;

/** Saved views: those of the person who sends the request, and the shared ones. */
@Injectable()
export class Views {
  constructor(@Inject(WRITE_MODEL) private readonly readModel: ReadModel) {}

  async list(caller: Caller): Promise<SavedView[]> {
    const rows = await visibleTo(viewTables(this.readModel), ownerOf(caller)).execute();
    return rows
      .map((row) => viewOf(row, caller))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en') || a.view_id.localeCompare(b.view_id));
  }

  /** @throws ProblemException 404 */
  async show(id: string, caller: Caller): Promise<OpenedView> {
    const row = await find(viewTables(this.readModel), id, caller);
    return { ...viewOf(row, caller), unmatched: await readUnmatched(this.readModel, row.list) };
  }

  /** @throws ProblemException 403 if the role may not share; 409 if the name is taken, or with too many views */
  create({ name, is_shared, list }: NewViewBody, caller: Caller): Promise<SavedView> {
    if (is_shared) assertMayShare(caller);
    const at = new Date().toISOString();
    const row = { view_id: newId(), name, is_shared, created_by: ownerOf(caller), created_at: at, changed_at: at };
    return changeViews(this.readModel, async (db) => {
      await assertRoom(db, row.created_by);
      await assertNameFree(db, row);
      await db
        .insertInto('view')
        .values({ ...row, list: JSON.stringify(list) })
        .execute();
      return viewOf({ ...row, list }, caller);
    });
  }

  /** @throws ProblemException 403, 404; 409 if the name is taken */
  change(id: string, body: ViewBody, caller: Caller): Promise<SavedView> {
    return changeViews(this.readModel, async (db) => {
      const before = await find(db, id, caller);
      assertCanChange(before, caller);
      if (body.is_shared && !before.is_shared) assertMayShare(caller);
      const row = {
        ...before,
        name: body.name ?? before.name,
        is_shared: body.is_shared ?? before.is_shared,
        list: body.list ?? before.list,
        changed_at: new Date().toISOString(),
      };
      await assertNameFree(db, row);
      const { name, is_shared, changed_at, list } = row;
      await db
        .updateTable('view')
        .set({ name, is_shared, changed_at, list: JSON.stringify(list) })
        .where('view_id', '=', id)
        .execute();
      return viewOf(row, caller);
    });
  }

  /** @throws ProblemException 403, 404 */
  delete(id: string, caller: Caller): Promise<void> {
    return changeViews(this.readModel, async (db) => {
      assertCanChange(await find(db, id, caller), caller);
      await db.deleteFrom('view').where('view_id', '=', id).execute();
    });
  }
}

/** Actor that owns the views that a request saves: the person, whichever token they use. */
const ownerOf = ({ actor }: Caller): string => {
  const user = userOfActor(actor);
  return user ? userActor({ userId: user.userId }) : actor;
};

const hasRole = ({ role }: Caller, needed: 'operator' | 'admin'): boolean =>
  role !== undefined && includesRole(role, needed);

/** An own view belongs to its owner; a shared one to the person who shared it while they may share, and to admins. */
const canChange = ({ is_shared, created_by }: Named, caller: Caller): boolean =>
  created_by === ownerOf(caller) ? !is_shared || hasRole(caller, 'operator') : hasRole(caller, 'admin');

function assertCanChange(row: Named, caller: Caller): void {
  if (canChange(row, caller)) return;
  throw new ProblemException(
    403,
    'This view is shared. Only the person who shared it and admins can change or delete it.',
  );
}

function assertMayShare(caller: Caller): void {
  if (hasRole(caller, 'operator')) return;
  throw new ProblemException(403, 'Sharing a view needs the role operator. Save it for yourself instead.');
}

async function assertRoom(db: Kysely<ViewDatabase>, owner: string): Promise<void> {
  const views = await db
    .selectFrom('view')
    .select('view_id')
    .where('created_by', '=', owner)
    .limit(MAX_VIEWS)
    .execute();
  if (views.length < MAX_VIEWS) return;
  throw new ProblemException(409, `You have ${String(MAX_VIEWS)} views. Delete some first.`);
}

async function assertNameFree(db: Kysely<ViewDatabase>, { view_id, name, is_shared, created_by }: Named) {
  let others = db
    .selectFrom('view')
    .select('view_id')
    .where('view_id', '!=', view_id)
    .where('is_shared', '=', is_shared)
    .where((view) => view(view.fn<string>('lower', ['name']), '=', view.fn<string>('lower', [view.val(name)])));
  if (!is_shared) others = others.where('created_by', '=', created_by);
  if ((await others.execute()).length === 0) return;
  const taken = is_shared ? `There is already a shared view "${name}".` : `You already have a view "${name}".`;
  throw new ProblemException(409, `${taken} Choose another name.`);
}

const visibleTo = (db: Kysely<ViewDatabase>, owner: string) =>
  db
    .selectFrom('view')
    .selectAll()
    .where((view) => view.or([view('is_shared', '=', true), view('created_by', '=', owner)]));

async function find(db: Kysely<ViewDatabase>, id: string, caller: Caller): Promise<Row> {
  const row = await visibleTo(db, ownerOf(caller)).where('view_id', '=', id).executeTakeFirst();
  if (!row) throw new ProblemException(404, `There is no view ${id}.`);
  return row;
}

const viewOf = (row: Row, caller: Caller): SavedView => ({
  ...row,
  created_at: isoTime(row.created_at),
  changed_at: isoTime(row.changed_at),
  can_change: canChange(row, caller),
  query: jobQuery(row.list),
});
