import { Controller, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { VERSION, commandRights, denialOf, type Right, type SessionView } from '@reprise/contracts';
import { otherRouteRights, routeRights } from '@reprise/contracts/routes';
import type { Request, Response } from 'express';
import { Identities } from '../shared/auth/identities.ts';
import type { Principal } from '../shared/principal.ts';
import { BrowserSessions } from '../shared/auth/session/browser-sessions.ts';
import { SessionCookie } from '../shared/auth/session/session-cookie.ts';
import { OneQuery } from '../shared/http/page-query.ts';
import { DescribeQuery, DescribeSignOut } from '../shared/openapi/describe.ts';
import { SETTINGS } from '../shared/servers/tokens.ts';
import type { GatewaySettings } from '../shared/settings.ts';

const example: SessionView = {
  ...{ actor: 'user:019b2f6e-5c3a-7d41-9e0b-3f6a1c2d4e5f', name: 'Ana Ruiz', role: 'operator', kind: 'person' },
  ...{ reason_required: ['cancel', 'rerun'], signatures_required: 1, version: '0.1.0' },
  denied_commands: { classify: denialOf(commandRights.classify, 'operator')! },
  denied_routes: { 'GET /api/webhooks': denialOf(routeRights['GET /api/webhooks']!, 'operator')! },
  ...{ cancel_of_others: 'anyone', approvals: ['rerun'] },
};

@Controller('session')
export class SessionController {
  constructor(
    @Inject(SETTINGS)
    private readonly settings: Pick<GatewaySettings, 'reasonRequired' | 'approvals' | 'cancelOfOthers' | 'signatures'>,
    private readonly sessions: BrowserSessions,
    private readonly cookie: SessionCookie,
    private readonly identities: Identities,
  ) {}

  @Get()
  @DescribeQuery({
    operationId: 'ShowSession_show',
    summary: 'Who is asking, which commands need a reason, and the version of Reprise',
    answer: { schema: 'Session', example },
  })
  show(@Req() { principal }: Request & { principal: Principal }): SessionView {
    const { actor, name, role, kind } = principal;
    const { signatures: signatures_required } = this.settings;
    return {
      ...{
        actor,
        name,
        role,
        kind,
        reason_required: [...this.settings.reasonRequired],
        version: VERSION,
        signatures_required,
      },
      ...{ denied_commands: deniedOf(commandRights, principal), denied_routes: deniedOf(otherRouteRights, principal) },
      ...{ cancel_of_others: this.settings.cancelOfOthers, approvals: [...this.settings.approvals.commands] },
    };
  }

  @Post('sign-out')
  @HttpCode(204)
  @DescribeSignOut()
  async signOut(
    @Query({ schema: OneQuery }) _: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    if (request.session) this.sessions.signOut(request.session);
    this.cookie.clear(request, response);
    if (request.sessionId !== undefined) await this.identities.signOut(request, response);
  }
}

/** Returns what somebody may not do, with the reason of each. */
const deniedOf = (
  rights: Readonly<Record<string, Right>>,
  { role, kind, personRole }: Principal,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(rights).flatMap(([name, right]) => {
      const detail = denialOf(right, role, kind, personRole);
      return detail === null ? [] : [[name, detail]];
    }),
  );
