import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { wrongFields } from '@reprise/gateway/shared/http/problem.ts';

/** Score of passwords that take 10^8 guesses or more; the highest score is 4. Source: zxcvbn. */
const LEAST_SCORE = 3;
/**
 * Score of the part of a password outside of personal terms: 10^6 guesses or more. Only a few orders of the terms are
 * common.
 */
const LEAST_SCORE_OF_REST = 2;
/** Shorter personal terms occur in other words. */
const LEAST_LETTERS = 2;

/**
 * Loaded on demand, because its word lists take a tenth of a second to unpack and are only needed when a password is
 * set.
 */
let estimator: Promise<ZxcvbnFactory> | undefined;

async function makeEstimator(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  return new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
}

/**
 * Compares a password with lists of common and breached ones, patterns, and personal terms. Sends no requests to a
 * server. Source: NIST SP 800-63B, 3.1.1.2.
 * @param field name of the field that contains the password
 * @param about name and e-mail address of the user
 * @throws ProblemException 422 if it is easy to guess
 */
export async function assertNotGuessable(password: string, field: string, about: readonly string[]): Promise<void> {
  const parts = about.flatMap((each) => [...each.split('@'), ...each.split(/[^\p{L}\p{N}]+/u)]);
  const words = ['reprise', ...about, ...parts];
  const estimates = await (estimator ??= makeEstimator());
  const rest = withoutTerms(password, words);
  const isGuessable =
    estimates.check(password, words).score < LEAST_SCORE ||
    (rest.length < password.length && estimates.check(rest).score < LEAST_SCORE_OF_REST);
  if (isGuessable)
    throw wrongFields([{ field, message: 'is easy to guess: take three or four words that do not belong together' }]);
}

/** Removes personal terms from a password, the longest first. The estimator does not recognize several in a row. */
const withoutTerms = (password: string, terms: readonly string[]): string =>
  terms
    .map((term) => term.toLowerCase())
    .filter(({ length }) => length >= LEAST_LETTERS)
    .sort((a, b) => b.length - a.length)
    .reduce((rest, term) => rest.replaceAll(term, ''), password.toLowerCase());
