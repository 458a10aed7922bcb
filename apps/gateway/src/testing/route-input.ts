/** Input of a handler, as `Serve` creates it, with the given parts. */
export const routeInput = (parts: { params?: object; query?: object; body?: unknown } = {}): never => parts as never;
