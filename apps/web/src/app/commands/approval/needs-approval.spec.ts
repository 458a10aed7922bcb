import type { Person } from '@reprise/contracts';
import { approversText, needsApproval } from './needs-approval.ts';

const ANA = 'user:a';
const job = (status: 'completed' | 'failed' | 'running', created_by = ANA) => ({ status, created_by });
const session = (...approvals: ('rerun' | 'cancel' | 'clean')[]) => ({ actor: ANA, approvals });

describe('a command that a second person approves', () => {
  it('is one of the setting', () => {
    expect(needsApproval(session(), 'clean', job('completed'))).toBe(false);
    expect(needsApproval(session('clean'), 'clean', job('failed'))).toBe(true);
  });

  it('is a rerun only of a completed job', () => {
    expect(needsApproval(session('rerun'), 'rerun', job('completed'))).toBe(true);
    expect(needsApproval(session('rerun'), 'rerun', job('failed'))).toBe(false);
  });

  it('is a cancel only of the job of another person, whatever token submitted it', () => {
    expect(needsApproval(session('cancel'), 'cancel', job('running', 'user:a/token:t'))).toBe(false);
    expect(needsApproval(session('cancel'), 'cancel', job('running', 'user:b'))).toBe(true);
  });
});

describe('who may approve it', () => {
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

  it('is everybody else with the role of the command who can sign in, by name', () => {
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

  it('is nobody where there is no second account with the role', () => {
    expect(approversText([person('a', 'Ana', 'admin'), person('v', 'Vera', 'viewer')], ANA, 'operator')).toBeNull();
  });
});
