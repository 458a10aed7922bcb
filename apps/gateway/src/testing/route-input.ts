/** Input of a handler as `Serve` gives it, of the parts that a test has. */
export const routeInput = (parts: { params?: object; query?: object; body?: unknown } = {}): never => parts as never;
