import type { Isolation } from '../isolate/isolation.ts';
import { describeAccess, type AccessText } from './describe-access.ts';
import { findAccessProblems } from './find-access-problems.ts';

/**
 * Returns why tasks cannot read a path; null if they can, or if unknown.
 * @param path absolute
 */
export type ExplainAccess = (path: string, options: { readonly isInput: boolean }) => Promise<AccessText | null>;

/**
 * Creates the function that explains why paths are closed to the tasks of one run.
 * @param shown paths that stay visible despite isolation
 */
export const accessExplainer =
  (isolation: Isolation, shown: readonly string[]): ExplainAccess =>
  async (path, options) => {
    const [problem] = await findAccessProblems(isolation, [{ path }], shown);
    return problem ? describeAccess(problem, options) : null;
  };
