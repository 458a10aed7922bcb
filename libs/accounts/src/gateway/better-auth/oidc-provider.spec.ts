import type { Role } from '@reprise/contracts';
import { roleOf } from './oidc-provider.ts';

const settings = (roles: Record<string, Role>) => ({ groupClaim: 'groups', roles: new Map(Object.entries(roles)) });

describe('the role of a directory profile', () => {
  it('is the highest of its groups', () => {
    const lab = settings({ lab: 'operator', heads: 'admin' });
    expect(roleOf({ groups: ['lab', 'heads', 'others'] }, lab)).toBe('admin');
    expect(roleOf({ groups: 'lab' }, lab)).toBe('operator');
  });

  it('is the default role, or none, without a known group', () => {
    expect(roleOf({ groups: ['others'] }, settings({ '*': 'viewer', lab: 'operator' }))).toBe('viewer');
    expect(roleOf({}, settings({ lab: 'operator' }))).toBeUndefined();
    expect(roleOf({ groups: { lab: true } }, settings({ lab: 'operator' }))).toBeUndefined();
  });
});
