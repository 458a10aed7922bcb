/** Input of a handler as from `Serve`, with the given parts. */
export const routeInput = (parts: { params?: object; query?: object; body?: unknown } = {}): never => parts as never;
