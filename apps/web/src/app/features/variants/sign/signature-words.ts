import type { ClassificationView, SignatureMeaning } from '@reprise/contracts';
import { plural } from '../../../shared/format.ts';

const MEANINGS: Readonly<Record<SignatureMeaning, { readonly word: string; readonly says: string }>> = {
  review: { word: 'Review', says: 'I have reviewed this class and its evidence.' },
  approval: { word: 'Approval', says: 'I approve this class for the report.' },
  authorship: { word: 'Authorship', says: 'I have classified this variant.' },
  responsibility: { word: 'Responsibility', says: 'I take responsibility for this class.' },
};

export const meanings = Object.entries(MEANINGS).map(([key, words]) => ({ key: key as SignatureMeaning, ...words }));
export const meaningWord = (meaning: SignatureMeaning): string => MEANINGS[meaning].word;

/** "Signed", "Not signed" or "1 of 2 signatures". */
export function signedWords(signatures: ClassificationView['signatures'], required: number): string {
  if (signatures.length >= required) return 'Signed';
  return signatures.length === 0 ? 'Not signed' : `${String(signatures.length)} of ${plural(required, 'signature')}`;
}
