/**
 * Stands between the harness and a program that need know nothing of it. Started as the leader of a process group, with a pipe
 * from the harness as standard input: when that closes, even by SIGKILL of the harness, it gives the program two seconds (it
 * sees its own input close) and ends the whole group. Ends as its program ends; the folder of the socket goes with it. What it has to say itself ("Killed") nobody hears.
 */
const GUARD = `
folder=$1; shift
exec 5<&0 6>&2 2>/dev/null
"$@" <&5 5<&- 2>&6 6>&- &
program=$!
( trap '' TERM HUP INT; exec 3>&- 6>&-; cat <&5 >/dev/null; sleep 2; rm -rf -- "$folder"; kill -KILL 0 ) &
trap : TERM HUP INT
wait "$program"; code=$?
while kill -0 "$program" 2>/dev/null; do wait "$program"; code=$?; done
rm -rf -- "$folder"
trap - TERM HUP INT
[ "$code" -gt 128 ] && [ "$code" -lt 160 ] && kill -"$((code - 128))" $$
exit "$code"
`;

/** @param folder erased when the program has ended */
export function guarded(folder: string, argv: readonly [string, ...string[]]): readonly [string, ...string[]] {
  return ['/bin/sh', '-c', GUARD, 'policy', folder, ...argv];
}
