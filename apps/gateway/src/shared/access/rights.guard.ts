import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { denialOf } from '@reprise/contracts';
import type { Request } from 'express';
import { ProblemException } from '../http/problem.ts';
import { Denials } from './denials.ts';
import { rightOf } from './route-right.ts';

/**
 * Admits a request only if its sender has the right to use the route, according to the sender's role and kind. See
 * decision 42.
 */
@Injectable()
export class RightsGuard implements CanActivate {
  constructor(private readonly denials: Denials) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<Request>();
    const right = rightOf(request);
    if (right === undefined || right.role === null) return true;
    const { principal } = request;
    if (!principal) throw new ProblemException(401, 'Sign in first.');
    const detail = denialOf(right, principal.role, principal.kind, principal.personRole);
    if (detail === null) return true;
    await this.denials.record(request, principal, { route: right.route, needed: right.role, detail });
    throw new ProblemException(403, detail);
  }
}
