import type { QueueView } from '@reprise/contracts';
import { at, NOON } from '../../testing/views.ts';
import {
  keptSlotsText,
  otherQueuesText,
  ranText,
  queueStateText,
  slotLook,
  slotsText,
  takenText,
  tooLargeText,
} from './queue-text.ts';

describe('a job that is too large', () => {
  it('states its needs, with memory as its pipeline declares it', () => {
    const words = (resources: { cpus?: number; memory_bytes?: number }) => tooLargeText({ resources });
    expect(words({ cpus: 64, memory_bytes: 256 * 2 ** 30 })).toBe(
      'It needs 64 cores and 256 GB of memory, and no runner has that.',
    );
    expect(words({ cpus: 1 })).toBe('It needs 1 core, and no runner has that.');
  });
});

describe('the run time of a job', () => {
  const job = { status: 'running', started_at: at(0), paused: null, paused_ms: 60_000 } as const;

  it('excludes its pauses, and stands still during one', () => {
    const paused = { ...job, status: 'paused', paused: { mode: 'freeze', since: at(120) } } as const;
    expect(ranText(job, NOON + 120_000)).toBe('1 m 00 s');
    expect([200, 900].map((second) => ranText(paused, NOON + second * 1_000))).toEqual(['1 m 00 s', '1 m 00 s']);
  });

  it('is absent before its start', () => {
    expect(ranText({ ...job, status: 'pending', started_at: null }, NOON)).toBe('starting');
  });
});

describe('a job that takes several slots', () => {
  it('is described as on its own page', () => {
    const word = (part: Partial<Parameters<typeof slotLook>[0]>) =>
      slotLook({ status: 'running', pending_action: null, started_at: at(0), ...part }).word;
    expect(word({})).toBe('Running');
    expect(word({ status: 'pending', started_at: null })).toBe('Starting');
    expect(word({ status: 'paused' })).toBe('Paused');
    expect(word({ status: 'paused', pending_action: 'cancelling' })).toBe('Cancelling');
  });
});

describe('slots that stay free although jobs wait', () => {
  const job = { is_too_large: false, waits_for: null, needs_nextflow: null, expected_wait_ms: null };
  const large = { ...job, sample_name: 'PAT-9', slots: 4 };
  const small = { ...job, sample_name: 'PAT-1', slots: 1 };
  const words = (waiting: readonly object[], changes: object = {}) =>
    keptSlotsText({ paused: null, limit: null, running: [], waiting, ...changes } as unknown as QueueView);

  it('are reserved for a large job that is next', () => {
    const kept = 'PAT-9 is next and takes 4 slots: those that are free are kept for it.';
    expect(words([large, small])).toBe(kept);
    expect(words([{ ...small, is_too_large: true }, large])).toBe(kept);
    expect(words([{ ...small, needs_nextflow: 'Nextflow 22.10' }, large])).toBe(kept);
  });

  it('are not reserved if a small job is next, it starts now, or the queue starts none', () => {
    expect(words([small, large])).toBeNull();
    expect(words([{ ...large, expected_wait_ms: 0 }])).toBeNull();
    expect(words([large], { limit: 0 })).toBeNull();
    expect(words([large], { slots: 0 })).toBeNull();
    expect(words([large], { paused: { by: 'ada' } })).toBeNull();
  });
});

describe('a queue whose jobs wait for slots of other queues', () => {
  const job = (slots: number, status = 'running') => ({ slots, status });
  const queue = (name: string, running: object[], changes: object = {}) =>
    ({ name, running, paused: null, limit: null, slots: 4, waiting_count: 2, ...changes }) as QueueView;

  it('states how many slots those take, and how many are paused', () => {
    const words = (...running: object[]) => otherQueuesText(queue('urgent', []), [queue('default', running)]);
    expect(words(job(2), job(2))).toBe('Jobs of other queues take 4 of 4 slots.');
    expect(words(job(2), job(2, 'paused'))).toBe(
      'Jobs of other queues take 4 of 4 slots, 2 of them for jobs that are paused.',
    );
    expect(words(job(4, 'paused'))).toBe(
      'Jobs of other queues take 4 of 4 slots, all of them for jobs that are paused.',
    );
    expect(words(job(2))).toBeNull();
  });

  it('does not mention them if another reason blocks its jobs, or no job waits', () => {
    const words = (changes: object) => otherQueuesText(queue('urgent', [], changes), [queue('default', [job(4)])]);
    expect(words({ limit: 0 })).toBeNull();
    expect(words({ waiting_count: 0 })).toBeNull();
    expect(otherQueuesText(queue('urgent', [job(4)]), [queue('urgent', [job(4)])])).toBeNull();
  });
});

describe('the state of a queue', () => {
  const queue = (changes: object = {}) =>
    ({ paused: null, limit: null, slots: 4, running: [], ...changes }) as unknown as QueueView;

  it('states whether jobs are started, or why not', () => {
    expect(queueStateText(queue())).toBe('Taking jobs');
    expect(queueStateText(queue({ slots: 0 }))).toBe('No runner takes jobs');
    expect(queueStateText(queue({ slots: null }))).toBe('No runner is heard');
    expect(queueStateText(queue({ slots: 0, limit: 0 }))).toBe('Limit is 0');
    expect(queueStateText(queue({ limit: 0, paused: { by: 'ada' } }))).toBe('Paused');
  });

  it('states how many slots are taken, and the total while all belong to runners that take jobs', () => {
    expect(takenText(queue({ running: [{ slots: 2 }, { slots: 1 }] }))).toBe('3 of 4');
    expect(takenText(queue({ slots: 0, running: [{ slots: 1 }] }))).toBe('1');
  });

  it('counts no slots while no runner takes jobs', () => {
    const draining = [queue({ slots: 0 }), queue({ slots: 0, running: [{ slots: 1 }, { slots: 1 }] })];
    expect(draining.map(slotsText)).toEqual(['no runner takes jobs', 'no runner takes jobs']);
    expect(draining.map(takenText)).toEqual(['0', '2']);
  });

  it('counts no slots if no runner is heard', () => {
    expect([slotsText(queue()), slotsText(queue({ slots: 1 }))]).toEqual(['of 4 slots', 'of 1 slot']);
    const unheard = queue({ slots: null, running: [{ slots: 1 }] });
    expect([slotsText(unheard), takenText(unheard)]).toEqual(['slots are not known', '1']);
  });
});
