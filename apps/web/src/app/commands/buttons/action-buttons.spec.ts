import type { JobView } from '@reprise/contracts';
import { aCancelledJob, aJob } from '../../testing/views.ts';
import { actionButtons, menuActions } from './action-buttons.ts';

const buttonsFor = (...args: Parameters<typeof actionButtons>) =>
  actionButtons(...args).map(({ label, busy, why }) => label + (busy ? ' (busy)' : '') + (why ? ` (not: ${why})` : ''));

describe('the buttons of a job', () => {
  it('are those that the server allows, in a fixed order', () => {
    expect(buttonsFor(aJob(), undefined)).toEqual(['Cancel']);
    expect(buttonsFor(aCancelledJob({ allowed_actions: ['rerun', 'resume'] }), undefined)).toEqual(['Resume', 'Rerun']);
    expect(buttonsFor(aJob({ allowed_actions: [] }), undefined)).toEqual([]);
  });

  it('make only cancel red', () => {
    expect(actionButtons(aJob({ allowed_actions: ['cancel', 'rerun'] }), undefined).map(({ red }) => red)).toEqual([
      false,
      true,
    ]);
  });

  it('include an impossible resume, with the reason', () => {
    const job = aCancelledJob({
      allowed_actions: ['rerun'],
      resumable: { possible: false, why: 'The work dir was removed', until: null },
    });
    expect(buttonsFor(job, undefined)).toEqual(['Resume (not: The work dir was removed)', 'Rerun']);
  });

  it('keep a command in place with the reason if the person may not send it to this job', () => {
    const whyNot = () => 'Only the person who submitted this job, or an admin, may cancel it.';
    expect(buttonsFor(aJob(), undefined, { isDenied: () => false, whyNot })).toEqual([`Cancel (not: ${whyNot()})`]);
  });

  it("leave out commands beyond the person's role, and an impossible resume", () => {
    const viewer = { isDenied: () => true, whyNot: () => null };
    const job = aCancelledJob({
      allowed_actions: ['rerun'],
      resumable: { possible: false, why: 'The work dir was removed', until: null },
    });
    for (const each of [aJob(), aCancelledJob(), job]) expect(buttonsFor(each, undefined, viewer)).toEqual([]);
    expect(buttonsFor(aJob({ pending_action: 'cancelling' }), undefined, viewer)).toEqual(['Cancelling (busy)']);
    expect(buttonsFor({ ...job, pending_action: 'cleaning' }, undefined, viewer)).toEqual(['Cleaning (busy)']);
  });

  it("are replaced by the running command, our own or another person's", () => {
    expect(buttonsFor(aJob(), { action: 'cancel', seq: null })).toEqual(['Cancelling (busy)']);
    expect(buttonsFor(aJob({ pending_action: 'cancelling' }), undefined)).toEqual(['Cancelling (busy)']);
    expect(buttonsFor(aCancelledJob(), { action: 'rerun', seq: 7 })).toEqual(['Rerunning (busy)']);
  });

  it('stay beside an accepted clean, which may wait long for its runner', () => {
    const job = aCancelledJob({ allowed_actions: ['rerun'] });
    const cleaned = { ...job, pending_action: 'cleaning' as const };
    expect(buttonsFor(job, { action: 'clean', seq: null })).toEqual(['Cleaning (busy)']);
    expect(buttonsFor(cleaned, { action: 'clean', seq: 7 })).toEqual(['Cleaning (busy)', 'Rerun']);
    expect(buttonsFor(cleaned, undefined)).toEqual(['Cleaning (busy)', 'Rerun']);
  });
});

describe('the menu of a job', () => {
  const labels = (allowed_actions: JobView['allowed_actions']) =>
    menuActions({ allowed_actions }).map(({ action }) => action);

  it('contains exactly the allowed commands without a button', () => {
    expect(labels([])).toEqual([]);
    expect(labels(['cancel', 'rerun', 'resume'])).toEqual([]);
    expect(labels(['move', 'pin', 'cancel'])).toEqual(['pin', 'move']);
  });
});
