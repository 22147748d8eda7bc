/** What each line of the tests inside an extension host begins with. */
export const testOutput = '[test] ';
