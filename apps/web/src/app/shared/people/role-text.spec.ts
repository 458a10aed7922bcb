import { allRights, effectiveRole } from './role-text.ts';

describe("the text of a role's rights", () => {
  it('includes those of lower roles', () => {
    expect(allRights('viewer')).toBe('Sees jobs, results, logs and the audit; changes nothing');
    expect(allRights('reviewer')).toBe(
      'Sees jobs, results, logs and the audit; submits and controls jobs; classifies variants and signs results',
    );
  });
});

describe('the role of a token', () => {
  it("is its person's if theirs was lowered since", () => {
    expect(effectiveRole('operator', 'admin')).toBe('operator');
    expect(effectiveRole('operator', 'viewer')).toBe('viewer');
    expect(effectiveRole('admin', 'admin')).toBe('admin');
  });
});
