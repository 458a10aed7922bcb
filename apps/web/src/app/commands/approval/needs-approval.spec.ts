import type { Person } from '@reprise/contracts';
import { approversText, needsApproval } from './needs-approval.ts';

const ANA = 'user:a';
const job = (status: 'completed' | 'failed' | 'running', created_by = ANA) => ({ status, created_by });
const session = (...approvals: ('rerun' | 'cancel' | 'clean')[]) => ({ actor: ANA, approvals });

describe('a command that needs approval', () => {
  it('is listed in the setting', () => {
    expect(needsApproval(session(), 'clean', job('completed'))).toBe(false);
    expect(needsApproval(session('clean'), 'clean', job('failed'))).toBe(true);
  });

  it('includes a rerun only for a completed job', () => {
    expect(needsApproval(session('rerun'), 'rerun', job('completed'))).toBe(true);
    expect(needsApproval(session('rerun'), 'rerun', job('failed'))).toBe(false);
  });

  it("includes a cancel only for another person's job, whichever token submitted it", () => {
    expect(needsApproval(session('cancel'), 'cancel', job('running', 'user:a/token:t'))).toBe(false);
    expect(needsApproval(session('cancel'), 'cancel', job('running', 'user:b'))).toBe(true);
  });
});

describe('the approvers of a command', () => {
  const person = (id: string, name: string, role: Person['role'], gone: Partial<Person> = {}): Person => ({
    user_id: id,
    name,
    role,
    email: null,
    initials: '',
    erased: false,
    disabled: false,
    ...gone,
  });

  it("are all other people with the command's role who can sign in, by name", () => {
    const people = [
      ...[person('a', 'Ana', 'admin'), person('c', 'Cy', 'operator'), person('b', 'Bo', 'reviewer')],
      ...[person('v', 'Vera', 'viewer'), person('x', '', 'admin', { erased: true })],
      person('d', 'Dee', 'admin', { disabled: true }),
    ];
    expect(approversText(people, ANA, 'operator')).toBe('Bo or Cy');
    expect(approversText(people, 'user:b', 'reviewer')).toBe('Ana');
    const more = ['Di', 'Ed', 'Flo'].map((name) => person(name, name, 'admin'));
    expect(approversText([...people, ...more], ANA, 'operator')).toBe('Bo, Cy, Di or 2 others');
  });

  it('are none without a second account with the role', () => {
    expect(approversText([person('a', 'Ana', 'admin'), person('v', 'Vera', 'viewer')], ANA, 'operator')).toBeNull();
  });
});
