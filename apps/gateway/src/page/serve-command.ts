import { existsSync } from 'node:fs';
import type { RequestHandler } from 'express';
import { ProblemException, sendProblem } from '../shared/http/problem.ts';

/** Path from which npm installs the `reprise` command without a registry and without sign-in. */
export const COMMAND_PATH = '/downloads/reprise.tgz';

/** Serves the package of the `reprise` command that belongs to this server. */
export function serveCommand(file: string): RequestHandler {
  return (request, response, next) => {
    if (!['GET', 'HEAD'].includes(request.method)) return next();
    if (!existsSync(file)) return sendProblem(request, response, notBuilt());
    response.set('cache-control', 'no-cache').type('application/gzip');
    response.sendFile(file, { dotfiles: 'allow' }, (error?: Error) => {
      if (error && !response.headersSent) next(error);
    });
  };
}

const notBuilt = () =>
  new ProblemException(
    404,
    'This server has no package of the reprise command. Build it with `npm start`, or take it from another installation.',
  );
