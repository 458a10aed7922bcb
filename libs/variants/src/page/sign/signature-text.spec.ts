import type { SignatureView } from '@reprise/contracts';
import { signedText } from './signature-text.ts';

const signature: SignatureView = {
  seq: 3,
  by: 'user:1',
  name: 'Ana Ruiz',
  at: '2026-01-01T00:00:00.000Z',
  meaning: 'review',
  method: 'password',
};

describe('the text about signatures', () => {
  it.each([
    [[], 1, 'Not signed'],
    [[signature], 1, 'Signed'],
    [[signature], 2, '1 of 2 signatures'],
    [[signature, signature], 2, 'Signed'],
  ] as const)('%#: %s', (signatures, required, expected) => {
    expect(signedText([...signatures], required)).toBe(expected);
  });
});
