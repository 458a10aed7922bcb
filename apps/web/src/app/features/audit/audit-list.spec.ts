import type { AuditEntry, JobView, Page } from '@reprise/contracts';
import { aJob, anAuditEntry, anEffect } from '../../testing/views.ts';
import { AuditList } from './audit-list.ts';
import { fromParams } from './audit-state.ts';

/** A server with entries, the newest first, that returns at most three per page. */
class FakeAudit {
  all: AuditEntry[] = [];
  readonly asked: Record<string, string | undefined>[] = [];
  fails = false;

  add(n: number): void {
    const first = this.all[0]?.seq ?? 0;
    for (let i = 1; i <= n; i++) this.all.unshift(anAuditEntry('cancel_requested', { seq: first + i }));
  }

  entries = async (query: Record<string, string | undefined>): Promise<Page<AuditEntry>> => {
    this.asked.push(query);
    if (this.fails) throw new Error('The server could not be reached.');
    const after = this.all.filter(({ seq }) => !query['cursor'] || seq < Number(query['cursor']));
    const items = after.slice(0, 3);
    return { items, next_cursor: after.length > 3 ? String(items.at(-1)!.seq) : null };
  };
}

const seqs = (list: AuditList) => list.rows().map(({ seq }) => seq);

describe('the list of the audit', () => {
  let api: FakeAudit;
  let list: AuditList;
  beforeEach(() => {
    api = new FakeAudit();
    list = new AuditList(api, () => 0);
  });

  it('shows the newest entries, and more by the page up to the end', async () => {
    api.add(5);
    await list.show(fromParams({ person: 'a.meyer' }));
    expect([seqs(list), list.hasMore()]).toEqual([[5, 4, 3], true]);
    await list.more();
    expect([seqs(list), list.hasMore()]).toEqual([[5, 4, 3, 2, 1], false]);
    expect(api.asked.every(({ actor }) => actor === 'a.meyer')).toBe(true);
  });

  it('stays in place while new entries wait for a request', async () => {
    api.add(3);
    await list.show(fromParams({}));
    api.add(2);
    await list.catchUp();
    expect([seqs(list), list.newText()]).toEqual([[3, 2, 1], '2']);
    api.add(2);
    await list.catchUp();
    expect(list.newText()).toBe('3 or more');
    await list.showNew();
    expect([seqs(list), list.newText()]).toEqual([[7, 6, 5], '']);
  });

  it('loads when the server is back after a failed read, and continues after a failed page', async () => {
    api.add(5);
    api.fails = true;
    await list.show(fromParams({}));
    expect([list.status(), list.error()]).toEqual(['failed', 'The server could not be reached.']);
    api.fails = false;
    await list.catchUp(true);
    expect([list.status(), list.error(), seqs(list)]).toEqual(['ready', '', [5, 4, 3]]);
    api.fails = true;
    await list.more();
    expect(list.error()).toBe('The server could not be reached.');
    api.fails = false;
    await list.catchUp(true);
    expect(list.error()).toBe('');
  });

  it('counts an entry that arrived between the read and the opening of the stream', async () => {
    api.add(3);
    const shown = list.show(fromParams({}));
    api.add(1);
    const caughtUp = list.catchUp(true);
    await Promise.all([shown, caughtUp]);
    expect([seqs(list), list.newText()]).toEqual([[3, 2, 1], '1']);
  });

  it('shows one selection only, although a page of the previous one was being read', async () => {
    api.add(5);
    await list.show(fromParams({}));
    const opened = list.open(fromParams({ person: 'a.meyer' }));
    expect([seqs(list), list.hasMore()]).toEqual([[], false]);
    await list.more();
    await opened;
    expect(seqs(list)).toEqual([5, 4, 3]);
    const shown = list.show(fromParams({}));
    await list.more();
    await shown;
    expect([seqs(list), api.asked.filter(({ cursor }) => cursor)]).toEqual([[5, 4, 3], []]);
  });

  it('adds new entries by itself if it is empty', async () => {
    await list.show(fromParams({}));
    api.add(1);
    await list.catchUp();
    expect([seqs(list), list.newText()]).toEqual([[1], '']);
  });

  it('shows the outcome of a command in place as soon as it is known', async () => {
    api.add(2);
    await list.show(fromParams({}));
    const [newest] = list.rows();
    api.all[1] = { ...api.all[1]!, effects: [anEffect('attempt_cancelled')] };
    await list.catchUp();
    expect(list.rows()[1]!.effects).toHaveLength(1);
    expect(list.rows()[0]).toBe(newest);
  });

  describe('far down', () => {
    const job = (attempt: number, status: JobView['status']) => aJob({ job_id: 'old', attempt, status });
    const old = (effects: AuditEntry['effects'] = []) =>
      anAuditEntry('submitted', { seq: 1, job_id: 'old', attempt: null, outcome: 'accepted', effects });
    const starts = [anEffect('attempt_started')];
    const ends = [...starts, anEffect('attempt_failed')];
    const effectCount = () => list.rows().at(-1)!.effects.length;

    beforeEach(async () => {
      api.all = [old()];
      api.add(7);
      await list.show(fromParams({}));
      await list.more();
      await list.more();
      expect(seqs(list)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
    });

    it('shows the outcome of a command once its job starts, ends, or is at its next attempt', async () => {
      for (const [effects, change] of [
        [starts, job(1, 'running')],
        [ends, job(2, 'pending')],
      ] as const) {
        api.all[7] = old([...effects]);
        list.noteChange(change);
        await list.catchUp();
        expect(effectCount()).toBe(effects.length);
      }
    });

    it('is not read again while no outcome can have changed', async () => {
      api.all[7] = old(starts);
      await list.catchUp(true);
      expect(effectCount()).toBe(1);
      api.asked.length = 0;
      list.noteChange(job(1, 'running'));
      list.noteChange({ ...job(1, 'failed'), job_id: 'another' });
      await list.catchUp();
      expect(api.asked).toHaveLength(1);
    });

    it('is read when changes may have been missed, and after a failed read', async () => {
      api.all[7] = old(starts);
      await list.catchUp(true);
      expect(effectCount()).toBe(1);
      api.all[7] = old(ends);
      list.noteChange(job(1, 'failed'));
      api.fails = true;
      await list.catchUp();
      api.fails = false;
      await list.catchUp();
      expect(effectCount()).toBe(2);
    });
  });

  it('counts an entry that enters the selection by its outcome', async () => {
    api.all = [4, 2, 1].map((seq) => anAuditEntry('cancel_requested', { seq }));
    await list.show(fromParams({ outcome: 'cancelled' }));
    api.all.splice(1, 0, anAuditEntry('cancel_requested', { seq: 3 }));
    await list.catchUp();
    expect([seqs(list), list.newText()]).toEqual([[4, 2, 1], '1']);
  });

  it('keeps its entries with an error while more cannot be read, and clears the error afterwards', async () => {
    api.add(5);
    await list.show(fromParams({}));
    api.fails = true;
    await list.more();
    expect([seqs(list), list.error()]).toEqual([[5, 4, 3], 'The server could not be reached.']);
    api.fails = false;
    await list.more();
    expect([list.rows().length, list.error()]).toEqual([5, '']);
  });

  it('shows the last selection, whichever answer arrives last', async () => {
    api.add(3);
    let answer: (page: Page<AuditEntry>) => void = () => undefined;
    const slow = new AuditList(
      {
        entries: (query) =>
          query['actor'] ? new Promise<Page<AuditEntry>>((resolve) => (answer = resolve)) : api.entries(query),
      },
      () => 0,
    );
    const first = slow.show(fromParams({ person: 'slow' }));
    await slow.show(fromParams({}));
    answer({ items: [], next_cursor: null });
    await first;
    expect(seqs(slow)).toEqual([3, 2, 1]);
  });
});
