/** `@jest/globals`, for specs: the globals of this worker. */
export const { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest, test } = globalThis;
