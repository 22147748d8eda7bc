import * as vscode from 'vscode';
import type { SessionStore } from '../../auth/session/sessionStore';
import * as messages from '../../messages/issueReport';
import { lastNowPlaying } from '../../model/playback/playback';
import type { RecentLog } from '../../platform/recentLog';
import type { Settings } from '../../platform/settings';
import type { Store } from '../../player/store';
import { issueReport, type IssueFacts } from '../../render/issueReport';
import type { LeaderElection } from '../../windows/leaderElection';

/** Where the facts of a report come from. */
interface ReportParts {
  readonly extension: vscode.Extension<unknown>;
  readonly settings: Settings;
  readonly sessions: Pick<SessionStore, 'state'>;
  readonly store: Store;
  readonly election: Pick<LeaderElection, 'leads'>;
  readonly log: Pick<RecentLog, 'lines'>;
}

/**
 * Opens VS Code's issue reporter with a report in it, which sends nothing before the user has read it and says so; in
 * an editor that has none, a document.
 */
export async function reportIssue(parts: ReportParts): Promise<void> {
  const { extension } = parts;
  const issueBody = issueReport(factsOf(parts));
  if (!(await isReported(extension.id, issueBody))) {
    const { bugs } = extension.packageJSON as { readonly bugs: { readonly url: string } };
    const content = `${messages.fileItAt(bugs.url)}\n\n${issueBody}`;
    await vscode.window.showTextDocument(
      await vscode.workspace.openTextDocument({ language: 'markdown', content }),
    );
  }
}

/** The reporter of a browser takes no body, so that it counts as none (`webIssueService.ts` in VS Code 1.139). */
async function isReported(extensionId: string, issueBody: string): Promise<boolean> {
  if (vscode.env.uiKind !== vscode.UIKind.Desktop) return false;
  try {
    await vscode.commands.executeCommand('vscode.openIssueReporter', { extensionId, issueBody });
    return true;
  } catch {
    // There is no such command where VS Code's feedback is switched off, and in some other editors.
    return false;
  }
}

function factsOf({ extension, settings, sessions, store, election, log }: ReportParts): IssueFacts {
  const { appName, appHost, remoteName, uiKind } = vscode.env;
  const { version } = extension.packageJSON as { readonly version: string };
  const kind = uiKind === vscode.UIKind.Desktop ? 'desktop' : 'web';
  const session = sessions.state.kind === 'signedIn' ? sessions.state.session : undefined;
  const { playback } = store;
  const nowPlaying = lastNowPlaying(playback);
  const { item, device } = nowPlaying ?? {};
  const names = [
    session?.account,
    item && { name: item.title },
    ...(item?.artists ?? []),
    item?.album,
    device,
  ];
  return {
    environment: {
      version,
      vscode: `${vscode.version} (${appName})`,
      host: [kind, appHost, remoteName].filter(Boolean).join(', '),
      flow: session ? `${session.flow}, ${session.grant ?? 'pkce'}` : messages.notSignedIn,
      source: settings.server.value === '' ? messages.webApi : messages.standIn,
      state: playback.kind === 'unavailable' ? `${playback.kind}, ${playback.problem.kind}` : playback.kind,
      role: election.leads ? messages.asksSpotify : messages.followsAnother,
    },
    names: names.flatMap((one) => one?.name ?? []),
    log: log.lines,
  };
}
