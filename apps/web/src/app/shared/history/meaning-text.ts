import type { SignatureMeaning } from '@reprise/contracts';

const MEANINGS: Readonly<Record<SignatureMeaning, { readonly word: string; readonly says: string }>> = {
  review: { word: 'Review', says: 'I have reviewed this class and its evidence.' },
  approval: { word: 'Approval', says: 'I approve this class for the report.' },
  authorship: { word: 'Authorship', says: 'I have classified this variant.' },
  responsibility: { word: 'Responsibility', says: 'I take responsibility for this class.' },
};

/** Meanings to choose from, with a sentence for each. */
export const meanings = Object.entries(MEANINGS).map(([key, words]) => ({ key: key as SignatureMeaning, ...words }));
/** Returns a meaning as a noun: "Review". */
export const meaningWord = (meaning: SignatureMeaning): string => MEANINGS[meaning].word;
