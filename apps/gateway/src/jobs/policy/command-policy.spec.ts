import { MACHINE_ACTOR, type CommandName, type Role } from '@reprise/contracts';
import { MemoryEventLog, newId } from '@reprise/event-log';
import { SimulatedRunner } from '@reprise/event-log/testing';
import { nothingKnown, type Job, type JobCommand } from '@reprise/job';
import { JobStore, LoggedJobStates } from '@reprise/job-store';
import { personWith, tokenOf } from '../../testing/as-principal.ts';
import type { Principal } from '../../shared/principal.ts';
import type { Caller } from '../../shared/http/caller.ts';
import { CommandPolicy, type PolicySettings } from './command-policy.ts';

const log = new MemoryEventLog();
const store = new JobStore(log, new LoggedJobStates(log, async () => nothingKnown));
const ana = personWith('operator');
const bo = personWith('operator');

const by = ({ actor, role }: Principal): Caller => ({ actor, role, correlation_id: 'c', traceparent: 't' });
const policyWith = (changes: Partial<PolicySettings>): CommandPolicy =>
  new CommandPolicy(log, { cancelOfOthers: 'anyone', approvals: { commands: [], timeMs: 1 }, ...changes });
const approving = (...commands: PolicySettings['approvals']['commands']) =>
  policyWith({ approvals: { commands, timeMs: 1 } });

async function jobOf({ actor }: Pick<Principal, 'actor'>): Promise<Job> {
  const [jobId, id] = [newId(), newId()];
  const submit: JobCommand = {
    name: 'submit',
    sample_name: 'S1',
    pipeline: 'toy',
    pipeline_revision: 'r1',
    params: {},
    inputs: [],
    queue: 'default',
    priority: 0,
    reason: null,
  };
  const context = { id, actor, source: '/reprise/gateway', correlation_id: 'c', causation_id: id };
  await store.handle(jobId, submit, context);
  return (await store.known(jobId)).state as Job;
}

describe('where only the owner and admins may cancel a job', () => {
  const policy = policyWith({ cancelOfOthers: 'owner' });
  const objection = async (job: Pick<Job, 'job_id'>, caller: Caller, name: CommandName = 'cancel') =>
    policy.objectionTo(name, job.job_id, caller);

  it('others may not, and are told so', async () => {
    expect(await objection(await jobOf(ana), by(bo))).toEqual({
      refused: true,
      code: 'not_owner',
      detail: 'Only the person who submitted this job, or an admin, may cancel it.',
    });
  });

  it('the owner may, whichever token was used, and so may an admin', async () => {
    const token = tokenOf(ana);
    for (const [owner, caller] of [
      [ana, ana],
      [ana, token],
      [token, ana],
      [ana, personWith('admin')],
    ] as const)
      expect(await objection(await jobOf(owner), by(caller))).toBeNull();
    expect(await objection(await jobOf(token), by(bo))).not.toBeNull();
  });

  it('other commands are free to all, and so is the cancel of a job of which nobody knows', async () => {
    const job = await jobOf(ana);
    for (const name of ['rerun', 'pause', 'clean'] as const) expect(await objection(job, by(bo), name)).toBeNull();
    expect(await objection({ job_id: newId() }, by(bo))).toBeNull();
  });

  it('the owner is who submitted it, whatever stands in the log before that', async () => {
    const events = [null, { type: 'cancel_requested', actor: bo.actor }, { type: 'submitted', actor: ana.actor }];
    const strange = new MemoryEventLog();
    async function* read() {
      for (const event of events) yield { event };
    }
    Object.assign(strange, { read });
    const settings = { cancelOfOthers: 'owner', approvals: { commands: [], timeMs: 1 } } as const;
    const ofStrange = new CommandPolicy(strange, settings);
    expect(await ofStrange.objectionTo('cancel', newId(), by(ana))).toBeNull();
    expect(await ofStrange.objectionTo('cancel', newId(), by(bo))).not.toBeNull();
  });

  it('is a setting: by default anyone may', async () => {
    expect(await policyWith({}).objectionTo('cancel', (await jobOf(ana)).job_id, by(bo))).toBeNull();
  });
});

describe('a command that a second person approves', () => {
  const completed = async (owner: Principal): Promise<Job> => {
    const { job_id } = await jobOf(owner);
    const runner = new SimulatedRunner(log);
    await runner.start(job_id);
    await runner.succeed(job_id);
    return (await store.known(job_id)).state as Job;
  };

  it('is one that the settings name', async () => {
    const policy = approving('rerun');
    expect(policy.approves('rerun')).toBe(true);
    for (const name of ['cancel', 'clean', 'submit'] as const) expect(policy.approves(name)).toBe(false);
    expect(policyWith({}).approves('rerun')).toBe(false);
    expect(await policyWith({}).needsApproval('rerun', await completed(ana), by(ana))).toBe(false);
  });

  it('is a rerun where the job has results, whoever asks', async () => {
    const policy = approving('rerun');
    for (const caller of [ana, bo]) {
      expect(await policy.needsApproval('rerun', await completed(ana), by(caller))).toBe(true);
      const failed = { ...(await jobOf(ana)), status: 'failed' } as Job;
      expect(await policy.needsApproval('rerun', failed, by(caller))).toBe(false);
    }
  });

  it('is a cancel where the job is of another person', async () => {
    const policy = approving('cancel', 'rerun');
    const job = await jobOf(ana);
    expect(await policy.needsApproval('cancel', job, by(ana))).toBe(false);
    expect(await policy.needsApproval('cancel', job, by(tokenOf(ana)))).toBe(false);
    expect(await policy.needsApproval('cancel', job, by(bo))).toBe(true);
    const machine = { actor: MACHINE_ACTOR, role: 'admin' as Role, correlation_id: 'c', traceparent: 't' };
    expect(await policy.needsApproval('cancel', job, machine)).toBe(true);
  });

  it('is any other that they name, of whomever', async () => {
    expect(await approving('clean').needsApproval('clean', await completed(ana), by(ana))).toBe(true);
  });
});
