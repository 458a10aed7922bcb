import { Controller, Inject, Req, Res } from '@nestjs/common';
import { VERSION, commandRights, denialOf, type Right, type SessionView } from '@reprise/contracts';
import { sessionRoutes } from '@reprise/contracts/routes';
import { otherRouteRights } from '@reprise/contracts/routes';
import type { Request, Response } from 'express';
import { Serve } from '../shared/http/serve.ts';
import { Identities } from '../shared/auth/identities.ts';
import type { Principal } from '../shared/principal.ts';
import { BrowserSessions } from '../shared/auth/session/browser-sessions.ts';
import { SessionCookie } from '../shared/auth/session/session-cookie.ts';
import { SETTINGS } from '../shared/servers/tokens.ts';
import type { GatewaySettings } from '../shared/settings.ts';

@Controller()
export class SessionController {
  constructor(
    @Inject(SETTINGS)
    private readonly settings: Pick<GatewaySettings, 'reasonRequired' | 'approvals' | 'cancelOfOthers' | 'signatures'>,
    private readonly sessions: BrowserSessions,
    private readonly cookie: SessionCookie,
    private readonly identities: Identities,
  ) {}

  @Serve(sessionRoutes.show)
  show(_input: unknown, @Req() { principal }: Request & { principal: Principal }): SessionView {
    const { actor, name, role, kind } = principal;
    const { signatures: signatures_required } = this.settings;
    return {
      actor,
      name,
      role,
      kind,
      reason_required: [...this.settings.reasonRequired],
      version: VERSION,
      signatures_required,
      denied_commands: deniedOf(commandRights, principal),
      denied_routes: deniedOf(otherRouteRights, principal),
      cancel_of_others: this.settings.cancelOfOthers,
      approvals: [...this.settings.approvals.commands],
    };
  }

  @Serve(sessionRoutes.signOut)
  async signOut(
    _input: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    if (request.session) this.sessions.signOut(request.session);
    this.cookie.clear(request, response);
    if (request.sessionId !== undefined) await this.identities.signOut(request, response);
  }
}

/** Returns the actions that a sender may not perform, each with the reason. */
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
