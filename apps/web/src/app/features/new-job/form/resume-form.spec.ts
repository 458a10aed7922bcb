import type { ResumeAfter } from '@reprise/contracts';
import { ResumeForm } from './resume-form.ts';

const lost: ResumeAfter = { causes: ['runner_lost', 'killed'], times: 2 };

describe('the automatic resume of a new job', () => {
  const form = (usual: ResumeAfter | null = null, shown?: ResumeAfter | null) => {
    const made = new ResumeForm();
    made.fill(usual, shown);
    return made;
  };

  it("is not sent if it equals the pipeline's", () => {
    expect([form().times(), form().value()]).toEqual([0, {}]);
    expect([form(lost).times(), form(lost).value()]).toEqual([2, {}]);
  });

  it('is sent as a person selected it, and as null if they disabled it', () => {
    const chosen = form();
    chosen.times.set(1);
    for (const cause of ['node_failed', 'preempted'] as const) chosen.toggle(cause);
    expect(chosen.value()).toEqual({ resume_after: { causes: ['killed', 'runner_lost'], times: 1 } });
    const off = form(lost);
    off.times.set(0);
    expect(off.value()).toEqual({ resume_after: null });
  });

  it('is copied from a job that is submitted again', () => {
    expect(form(null, lost).value()).toEqual({ resume_after: { causes: ['killed', 'runner_lost'], times: 2 } });
    expect(form(lost, null).value()).toEqual({ resume_after: null });
  });

  it('requires a cause', () => {
    const none = form({ causes: ['killed'], times: 1 });
    expect(none.error()).toBeNull();
    none.toggle('killed');
    expect(none.error()).toBe('Choose when it is resumed');
    none.times.set(0);
    expect(none.error()).toBeNull();
  });
});
