/**
 * What VS Code calls to run the tests inside its extension host. All is imported in here, mocha first: mocha, when
 * bundled, puts itself in the place of what a file exports at its top.
 */
export async function run(): Promise<void> {
  const { runTests } = await import('../vscode/hostEntry');
  await import('./extension.test');
  await import('./settings.test');
  await import('./session.test');
  await import('./credentials.test');
  await runTests();
}
