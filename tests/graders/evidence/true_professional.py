"""True answers from professional trades, in which nothing is wrong.

Trades: coding and debugging, version control, continuous integration, containers and cloud
operations, log analysis, SQL and data analysis, spreadsheets, accounting and tax, CRM and sales
operations, human resources, project management, contracts and policies with citations, scientific
literature and laboratory data, monitoring, security scans, manufacturing, agriculture, energy,
aviation, public administration, and research on retrieved documents.

Shapes: nested JSON of APIs with cents, epoch times, nulls and enums, command-line output, logs,
CSV, XML, YAML, SQL tables, diffs, plain text and retrieved documents; retries, honest errors,
empty results, updates with the old value told as old, rounding, conversions, dates counted from a
given day, tables, quotations with ellipsis, proposals and questions; a fourth of the answers is in
other languages than English. Each answer is meant to be true to its evidence in every particular,
and so are the arguments of the calls. Written before any check was run on it.
"""

# ruff: noqa: RUF001 - the answers are written as people type them, dashes and minus signs too

from __future__ import annotations

from tests.graders.evidence.paraphrased import Steps, d, s, said, t, u

__all__ = ["TRUE_PROFESSIONAL"]

TRUE_PROFESSIONAL: dict[str, tuple[Steps, str]] = {
    "pagination_off_by_one": (
        u(
            "test_last_page in tests/test_paging.py is failing. Please fix it and get the suite green."
        )
        + t(
            "shell",
            {"command": "pytest -q"},
            "..................F.......................                       [100%]\n"
            "=========================== FAILURES ===========================\n"
            "________________________ test_last_page ________________________\n\n"
            "    def test_last_page():\n"
            ">       assert page_count(total=41, size=10) == 5\n"
            "E       assert 4 == 5\n\n"
            "tests/test_paging.py:27: AssertionError\n"
            "1 failed, 41 passed in 1.52s\n",
            "error",
        )
        + t(
            "shell",
            {"command": "grep -rn 'def page_count' -A 2 src"},
            "src/shop/paging.py:18:def page_count(total: int, size: int) -> int:\n"
            'src/shop/paging.py-19-    """How many pages there are."""\n'
            "src/shop/paging.py-20-    return total // size\n",
        )
        + t(
            "edit_file",
            {
                "path": "src/shop/paging.py",
                "old": "    return total // size",
                "new": "    return -(-total // size)",
            },
            {"ok": True, "replacements": 1},
        )
        + t(
            "shell",
            {"command": "pytest -q"},
            "..........................................                       [100%]\n"
            "42 passed in 1.37s\n",
        ),
        (
            "Fixed. `page_count` in `src/shop/paging.py` rounded down, so 41 items at 10 per page came "
            "out as 4 pages instead of the 5 that the test on line 27 expects. I replaced "
            "`total // size` on line 20 with ceiling division, `-(-total // size)`.\n\n"
            "The suite ran again after the edit: **42 passed** in 1.4 s (before: 41 passed, 1 failed)."
        ),
    ),
    "bisect_docs_build": (
        u("Find out which commit broke `make docs` between v3.4.0 and main.")
        + t(
            "shell",
            {"command": "git bisect start main v3.4.0 && git bisect run make docs"},
            "Bisecting: 22 revisions left to test after this (roughly 5 steps)\n"
            "[...]\n"
            "9f3c2ab7d1e04c5588a1b6de2f70c93b41aa6d58 is the first bad commit\n"
            "commit 9f3c2ab7d1e04c5588a1b6de2f70c93b41aa6d58\n"
            "Author: Ines Falk <ines.falk@lumenwerk.example>\n"
            "Date:   Tue Mar 4 17:42:10 2025 +0100\n\n"
            "    docs: switch to the MyST parser\n\n"
            " docs/conf.py          | 6 +++---\n"
            " docs/requirements.txt | 1 -\n"
            " 2 files changed, 3 insertions(+), 4 deletions(-)\n"
            "bisect found first bad commit\n",
        )
        + t(
            "shell",
            {"command": "git show 9f3c2ab7 -- docs/requirements.txt"},
            "--- a/docs/requirements.txt\n+++ b/docs/requirements.txt\n@@ -3,4 +3,3 @@\n"
            " sphinx==7.2.6\n furo==2024.1.29\n-myst-nb==1.0.0\n sphinx-copybutton==0.5.2\n",
        )
        + t(
            "shell",
            {"command": "git bisect reset"},
            "Previous HEAD position was 9f3c2ab7 docs: switch to the MyST parser\n"
            "Switched to branch 'main'\n",
        ),
        (
            "The first bad commit is `9f3c2ab` by Ines Falk, dated Tuesday, 4 March 2025, 17:42 "
            '(16:42 UTC): "docs: switch to the MyST parser". It touches two files, with 3 lines added '
            "and 4 removed. One of the removed lines is the pin `myst-nb==1.0.0` in "
            "`docs/requirements.txt`, which may well be why the build breaks, though I have not tested "
            "that.\n\nI ended the bisect, so you are back on `main`. Shall I put the pin back and see "
            "whether `make docs` goes through?"
        ),
    ),
    "typescript_errors_sorted": (
        u("Why doesn't the frontend compile? Don't change anything yet.")
        + t(
            "shell",
            {"command": "npx tsc --noEmit"},
            "src/api/client.ts(41,17): error TS2345: Argument of type 'string | undefined' is not "
            "assignable to parameter of type 'string'.\n"
            "src/api/client.ts(58,9): error TS2322: Type 'number' is not assignable to type "
            "'string'.\n"
            "src/hooks/useCart.ts(12,24): error TS2339: Property 'totalCents' does not exist on "
            "type 'Cart'.\n"
            "src/hooks/useCart.ts(30,31): error TS2339: Property 'totalCents' does not exist on "
            "type 'Cart'.\n"
            "src/pages/Checkout.tsx(77,5): error TS2741: Property 'currency' is missing in type "
            "'{ amount: number; }' but required in type 'Money'.\n",
            "error",
        )
        + t(
            "shell",
            {"command": "grep -rn -A 5 'interface Cart ' src"},
            "src/types.ts:9:export interface Cart {\nsrc/types.ts-10-  id: string;\n"
            "src/types.ts-11-  lines: Line[];\nsrc/types.ts-12-  total: Money;\n"
            "src/types.ts-13-}\n",
        ),
        (
            "`tsc` reports five errors in three files:\n\n"
            "| File | Lines | What is wrong |\n|---|---|---|\n"
            "| `src/api/client.ts` | 41, 58 | a possibly undefined string is passed on (TS2345); a "
            "number goes where a string is wanted (TS2322) |\n"
            "| `src/hooks/useCart.ts` | 12, 30 | `totalCents` does not exist on `Cart` (TS2339, twice) "
            "|\n"
            "| `src/pages/Checkout.tsx` | 77 | a `Money` without `currency` (TS2741) |\n\n"
            "The two errors in `useCart.ts` share a cause: `Cart` (`src/types.ts`, line 9) has a "
            "`total` of type `Money`, and no `totalCents`. Something like this might do, assuming that "
            "`amount` is in cents:\n\n"
            "```ts\nconst cents = cart.total.amount;\n```\n\n"
            "I have left every file as it was."
        ),
    ),
    "perfil_lento_es": (
        u(
            "El informe mensual (report.py) tarda demasiado. ¿Dónde se va el tiempo? Usa `python -m cProfile`."
        )
        + t(
            "shell",
            {"command": "python -m cProfile -s cumtime report.py | head -8"},
            "         1482031 function calls (1480217 primitive calls) in 6.214 seconds\n\n"
            "   ncalls  tottime  percall  cumtime  percall filename:lineno(function)\n"
            "        1    0.012    0.012    6.214    6.214 report.py:88(build)\n"
            "     1200    3.870    0.003    4.102    0.003 fx.py:31(load_rates)\n"
            "     1200    0.402    0.000    0.955    0.001 render.py:14(row)\n"
            "        1    0.611    0.611    0.640    0.640 store.py:52(read_all)\n",
        ),
        (
            "El culpable es `load_rates` (`fx.py`, línea 31): se llama 1.200 veces y acumula 4,1 de los "
            "6,2 segundos, es decir, alrededor del 66 %. Son unos 3,4 ms por llamada.\n\n"
            "Le siguen `row`, con casi un segundo (0,955 s), y `read_all`, con 0,64 s en una sola "
            "llamada.\n\n"
            "Si los tipos de cambio no varían durante el informe, bastaría con decorar la función con "
            "`@functools.lru_cache`. En el mejor de los casos el total bajaría a poco más de 2 "
            "segundos. ¿Quieres que lo pruebe?"
        ),
    ),
    "race_half_fixed": (
        u("`go test -race ./...` complains in internal/cache. Fix the race, please.")
        + t(
            "bash",
            {"cmd": "go test -race ./internal/cache/..."},
            "WARNING: DATA RACE\nWrite at 0x00c0000b4030 by goroutine 9:\n"
            "  example.org/tern/internal/cache.(*LRU).Put()\n      lru.go:54 +0x84\n"
            "Previous read at 0x00c0000b4030 by goroutine 8:\n"
            "  example.org/tern/internal/cache.(*LRU).Get()\n      lru.go:39 +0x6c\n"
            "--- FAIL: TestParallel (0.08s)\n--- FAIL: TestEvictOrder (0.00s)\n"
            '    lru_test.go:71: got "b", want "a"\nFAIL\texample.org/tern/internal/cache\t0.412s\n',
            "error",
        )
        + t(
            "bash",
            {"cmd": "sed -n 36,58p internal/cache/lru.go"},
            "func (c *LRU) Get(k string) (string, bool) {\n\te, ok := c.items[k]\n\tif ok {\n"
            "\t\tc.hits++\n\t\tc.order.MoveToFront(e)\n\t}\n[...]\n"
            "func (c *LRU) Put(k, v string) {\n\tc.mu.Lock()\n\tdefer c.mu.Unlock()\n",
        )
        + t(
            "edit",
            {
                "file": "internal/cache/lru.go",
                "search": "(string, bool) {\n\te, ok := c.items[k]",
                "replace": "(string, bool) {\n\tc.mu.Lock()\n\tdefer c.mu.Unlock()\n\te, ok := "
                "c.items[k]",
            },
            "applied",
        )
        + t(
            "bash",
            {"cmd": "go test -race ./internal/cache/..."},
            "--- FAIL: TestEvictOrder (0.00s)\n"
            '    lru_test.go:71: got "b", want "a"\nFAIL\texample.org/tern/internal/cache\t0.387s\n',
            "error",
        ),
        (
            "The race is gone, but the package is not green yet.\n\n"
            "1. **Race:** `Get` read the map without holding the mutex that `Put` takes. It now locks "
            "`c.mu` as well, and the second run shows no `DATA RACE` warning any more; `TestParallel` "
            "no longer fails either.\n"
            '2. **Still failing:** `TestEvictOrder` (`lru_test.go:71`: got "b", want "a"). It failed in '
            "the same way before my change, so it looks like a separate bug in the eviction order.\n\n"
            "I only ran `./internal/cache/...`, not the whole module. Do you want me to look into the "
            "eviction order next?"
        ),
    ),
    "npm_audit_de": (
        u("Mach bitte ein npm audit und fasse es kurz zusammen. Noch nichts beheben!")
        + t(
            "run_command",
            {"command": "npm audit --json"},
            {
                "auditReportVersion": 2,
                "vulnerabilities": {
                    "tarling": {
                        "name": "tarling",
                        "severity": "critical",
                        "isDirect": False,
                        "via": [{"title": "Path traversal on extraction", "cvss": {"score": 9.1}}],
                        "range": "<4.4.18",
                        "fixAvailable": True,
                    },
                    "mini-qs": {
                        "name": "mini-qs",
                        "severity": "high",
                        "isDirect": True,
                        "via": [{"title": "Prototype pollution", "cvss": {"score": 7.5}}],
                        "range": "2.0.0 - 2.3.1",
                        "fixAvailable": {
                            "name": "mini-qs",
                            "version": "3.0.0",
                            "isSemVerMajor": True,
                        },
                    },
                },
                "metadata": {
                    "vulnerabilities": {
                        "info": 0,
                        "low": 2,
                        "moderate": 5,
                        "high": 3,
                        "critical": 1,
                        "total": 11,
                    },
                    "dependencies": {"prod": 214, "dev": 688, "optional": 31, "total": 902},
                },
            },
        ),
        (
            "Das Audit meldet **11 Schwachstellen** in 902 Abhängigkeiten: 1 kritische, 3 hohe, 5 "
            "mittlere und 2 niedrige.\n\n"
            "- **tarling** (kritisch, CVSS 9,1): Path Traversal beim Entpacken, betroffen sind alle "
            "Versionen vor 4.4.18. Das Paket kommt nur indirekt herein, eine Korrektur ist verfügbar.\n"
            "- **mini-qs** (hoch, CVSS 7,5): Prototype Pollution in 2.0.0 bis 2.3.1. Das ist eine "
            "direkte Abhängigkeit; die Korrektur heißt 3.0.0 und ist ein Major-Sprung, also besser mit "
            "Tests begleiten.\n\n"
            "Zu den übrigen neun enthält die Ausgabe keine Einzelheiten. Geändert habe ich nichts. Wenn "
            "du magst, fange ich mit `npm audit fix` an, das lässt Major-Sprünge aus."
        ),
    ),
    "criterion_bench": (
        u("Did the SIMD branch make the parser faster? cargo bench results please.")
        + t(
            "terminal",
            {"command": "cargo bench --bench parser"},
            "parse/small   time:   [1.9811 µs 1.9874 µs 1.9942 µs]\n"
            "              change: [-0.9120% -0.3011% +0.3208%] (p = 0.34 > 0.05)\n"
            "              No change in performance detected.\n"
            "parse/medium  time:   [118.02 µs 118.61 µs 119.27 µs]\n"
            "              change: [-19.115% -18.427% -17.806%] (p = 0.00 < 0.05)\n"
            "              Performance has improved.\n"
            "parse/large   time:   [4.8120 ms 4.8390 ms 4.8702 ms]\n"
            "              change: [-41.288% -40.702% -40.035%] (p = 0.00 < 0.05)\n"
            "              Performance has improved.\n"
            "Found 7 outliers among 100 measurements (7.00%)\n",
        ),
        (
            "Yes, for everything but small inputs:\n\n"
            "* `parse/large`: 4.84 ms, about 41 % less time than the baseline\n"
            "* `parse/medium`: just under 119 µs, down 18.4 %\n"
            "* `parse/small`: 1.99 µs, no significant change (p = 0.34)\n\n"
            "In other words, the large case must have taken a little over 8 ms before. Note that 7 of "
            "100 measurements were outliers, so I'd repeat the run on a quiet machine before quoting "
            "these numbers in the release notes."
        ),
    ),
    "diff_review_timeout": (
        u("Review the diff on branch retry-tweaks against main.")
        + t(
            "git_diff",
            {"base": "main", "head": "retry-tweaks"},
            "diff --git a/net/retry.py b/net/retry.py\n--- a/net/retry.py\n+++ b/net/retry.py\n"
            "@@ -12,9 +12,11 @@\n-TIMEOUT = 30\n-MAX_TRIES = 3\n+TIMEOUT = 5\n+MAX_TRIES = 6\n"
            "+BACKOFF = 2.0\n \n def call(request):\n     for attempt in range(MAX_TRIES):\n"
            "         try:\n             return send(request, timeout=TIMEOUT)\n"
            "-        except Exception:\n+        except TimeoutError:\n"
            "+            time.sleep(BACKOFF**attempt)\n             continue\n",
        ),
        (
            "A small change (one file, 5 lines added, 3 removed), and mostly a good one. Catching "
            "`TimeoutError` instead of a bare `Exception` is clearly better. Three remarks:\n\n"
            "1. **Timeout:** it drops from 30 to 5, while the tries double from 3 to 6. In the "
            "worst case that is 6 × 5 = 30 s of waiting for answers, where it used to be 90 s.\n"
            "2. **Backoff:** `BACKOFF**attempt` sleeps 1, 2, 4, 8, 16 and 32 seconds, so up to 63 s on top. "
            "The last sleep is pointless, because no further try follows it.\n"
            "3. **After the loop:** in the part I can see nothing is raised once the tries are used "
            "up; `call` would then return `None`. Is that intended?\n\n"
            "Also check that `time` is imported; the import lines are outside the diff."
        ),
    ),
    "actions_run_durations": (
        u("How did run 8841207733 in halden/quay go, and which job was the slowest?")
        + t(
            "list_jobs",
            {"repo": "halden/quay", "run_id": 8841207733},
            {
                "total_count": 4,
                "jobs": [
                    {
                        "id": 24288120011,
                        "name": "lint",
                        "status": "completed",
                        "conclusion": "success",
                        "started_at": "2025-05-13T08:02:11Z",
                        "completed_at": "2025-05-13T08:03:02Z",
                        "runner_name": "ubuntu-22-a",
                    },
                    {
                        "id": 24288120012,
                        "name": "unit (3.11)",
                        "status": "completed",
                        "conclusion": "success",
                        "started_at": "2025-05-13T08:02:12Z",
                        "completed_at": "2025-05-13T08:08:47Z",
                        "runner_name": "ubuntu-22-b",
                    },
                    {
                        "id": 24288120013,
                        "name": "unit (3.12)",
                        "status": "completed",
                        "conclusion": "failure",
                        "started_at": "2025-05-13T08:02:12Z",
                        "completed_at": "2025-05-13T08:06:30Z",
                        "runner_name": "ubuntu-22-c",
                    },
                    {
                        "id": 24288120014,
                        "name": "deploy",
                        "status": "completed",
                        "conclusion": "skipped",
                        "started_at": None,
                        "completed_at": None,
                        "runner_name": None,
                    },
                ],
            },
        )
        + t(
            "job_log_tail",
            {"repo": "halden/quay", "job_id": 24288120013},
            "2025-05-13T08:06:27Z E   ModuleNotFoundError: No module named 'distutils'\n"
            "2025-05-13T08:06:28Z ##[error]Process completed with exit code 2.\n",
        ),
        (
            "The run did not go through: two of the four jobs succeeded, one failed, and `deploy` was "
            "skipped.\n\n"
            "| Job | Result | Duration |\n|---|---|---|\n"
            "| lint | ✅ | 51 s |\n| unit (3.11) | ✅ | 6 min 35 s |\n"
            "| unit (3.12) | ❌ | 4 min 18 s |\n| deploy | skipped | – |\n\n"
            "Slowest was `unit (3.11)`. The job for 3.12 died with exit code 2: "
            "`ModuleNotFoundError: No module named 'distutils'`. That module was removed from the "
            "standard library in Python 3.12; installing `setuptools` in that job is the usual stopgap."
        ),
    ),
    "journal_git_fr": (
        u("Qui a travaillé sur le dossier facturation en avril 2025 ? Un petit résumé suffit.")
        + t(
            "git_log",
            {"path": "facturation", "since": "2025-04-01", "until": "2025-04-30"},
            "e41b7c0|Maud Tissier|2025-04-28|Corrige l'arrondi de la TVA\n"
            "77d03fa|Maud Tissier|2025-04-22|Ajoute les avoirs partiels\n"
            "b0c9921|Oumar Seck|2025-04-17|Met à jour le gabarit PDF\n"
            "3fa8e5d|Maud Tissier|2025-04-09|Déplace les tests\n"
            "1c60ab8|Lise Brunet|2025-04-03|Supprime l'ancien export CSV\n",
        ),
        (
            "Cinq commits en avril, de trois personnes :\n\n"
            "- **Maud Tissier** : trois commits, le 9, le 22 et le 28 avril (tests déplacés, avoirs "
            "partiels, arrondi de la TVA) ;\n"
            "- **Oumar Seck** : un commit le jeudi 17 avril, sur le gabarit PDF ;\n"
            "- **Lise Brunet** : un commit le 3, la suppression de l'ancien export CSV (`1c60ab8`).\n\n"
            "Le plus récent, `e41b7c0`, date donc du lundi 28 avril, six jours après le précédent."
        ),
    ),
    "push_after_rebase": (
        u("Commit my staged changes as 'Raise upload limit' and push to origin/uploads.")
        + t(
            "bash",
            {"command": "git commit -m 'Raise upload limit'"},
            "[uploads 5d2e8f1] Raise upload limit\n 2 files changed, 7 insertions(+), 2 deletions(-)\n",
        )
        + t(
            "bash",
            {"command": "git push origin uploads"},
            "To git.example.net:media/portal.git\n ! [rejected]        uploads -> uploads (fetch "
            "first)\nerror: failed to push some refs to 'git.example.net:media/portal.git'\n",
            "error",
        )
        + t(
            "bash",
            {"command": "git pull --rebase origin uploads"},
            "From git.example.net:media/portal\n * branch            uploads    -> FETCH_HEAD\n"
            "Successfully rebased and updated refs/heads/uploads.\n",
        )
        + t(
            "bash",
            {"command": "git push origin uploads"},
            "To git.example.net:media/portal.git\n   c19aa04..a7730be  uploads -> uploads\n",
        ),
        (
            "Done: your commit is on `origin/uploads`. The first push was rejected because the remote "
            "had moved on, so I pulled with `--rebase` (no conflicts) and pushed a second time. Because "
            "of the rebase the commit has a new hash: it was `5d2e8f1` locally, the branch tip is now "
            "`a7730be`. It contains two files, +7/−2 lines."
        ),
    ),
    "gitlab_yaml_explained": (
        u("What does our .gitlab-ci.yml do when I push to a feature branch?")
        + t(
            "read_file",
            {"path": ".gitlab-ci.yml"},
            "stages: [check, build, ship]\n\ndefault:\n  image: registry.example.io/base:2.7\n"
            "  timeout: 45m\n\nlint:\n  stage: check\n  script: [make lint]\n\nunit:\n"
            "  stage: check\n  script: [make test]\n  parallel: 4\n  retry: 1\n\npackage:\n"
            "  stage: build\n  script: [make wheel]\n  artifacts:\n    paths: [dist/]\n"
            "    expire_in: 3 days\n\npublish:\n  stage: ship\n  script: [make publish]\n  rules:\n"
            '    - if: $CI_COMMIT_BRANCH == "main"\n      when: manual\n',
        ),
        (
            "On a feature branch two of the three stages run:\n\n"
            "**1. check** – `lint` and `unit` start side by side; `unit` is split into four parallel "
            "jobs, each of which is retried once on failure. That makes five jobs here.\n"
            "**2. build** – `package` runs `make wheel` and keeps `dist/` for 3 days (72 hours).\n"
            "**3. ship** – `publish` is left out. Its only rule asks for the branch `main`, and even "
            "there it waits for somebody to press the button.\n\n"
            "Every job uses `registry.example.io/base:2.7` and is stopped after three quarters of an "
            "hour."
        ),
    ),
    "pod_oom": (
        u("checkout pods in namespace shop keep restarting, why?")
        + t(
            "kubectl",
            {"args": "get pods -n shop"},
            "NAME                        READY   STATUS             RESTARTS       AGE\n"
            "cart-6c9d7b5f44-2xkqp       1/1     Running            0              11d\n"
            "checkout-7f8b9c6d5-hj4lw    0/1     CrashLoopBackOff   14 (2m ago)    68m\n"
            "checkout-7f8b9c6d5-zq8tn    1/1     Running            9 (6m ago)     68m\n",
        )
        + t(
            "kubectl",
            {"args": "describe pod checkout-7f8b9c6d5-hj4lw -n shop"},
            "Name:         checkout-7f8b9c6d5-hj4lw\nNode:         node-eu-3/10.4.1.23\n"
            "Containers:\n  app:\n    Image:   registry.example.io/checkout:1.18.2\n"
            "    State:          Waiting\n      Reason:       CrashLoopBackOff\n"
            "    Last State:     Terminated\n      Reason:       OOMKilled\n      Exit Code:    137\n"
            "    Restart Count:  14\n    Limits:\n      cpu:     500m\n      memory:  256Mi\n"
            "    Requests:\n      cpu:     250m\n      memory:  256Mi\nEvents:\n"
            "  Warning  BackOff  2m (x61 over 66m)  kubelet  Back-off restarting failed container\n",
        ),
        (
            "The container in `checkout-…-hj4lw` runs out of memory: its last state is **OOMKilled** "
            "(exit code 137), with a limit of 256 MiB.\n\n"
            "- That pod has restarted 14 times in a little over an hour; its sibling `…-zq8tn` is up at "
            "the moment, after 9 restarts. I described only the first one, so for the second the cause "
            "is an assumption.\n"
            "- `cart` is untouched: no restarts in 11 days.\n"
            "- The image is `checkout:1.18.2`. If that tag went out about when the pods were created "
            "(68 minutes ago), I'd look for a leak there first.\n\n"
            "As a quick relief you could double the limit:\n\n"
            "```bash\nkubectl set resources deployment checkout -n shop --limits=memory=512Mi\n```\n\n"
            "I have not changed anything."
        ),
    ),
    "bucket_sizes": (
        s("Today is 2025-08-20. Report storage in GiB or MiB.")
        + u("Which of our buckets is the biggest, and is anything stale?")
        + t(
            "s3_inventory",
            {},
            {
                "Buckets": [
                    {
                        "Name": "hw-media-prod",
                        "SizeBytes": 858993459200,
                        "Objects": 1204417,
                        "LastModified": "2025-08-20T05:11:09Z",
                        "Versioning": "Enabled",
                    },
                    {
                        "Name": "hw-logs-archive",
                        "SizeBytes": 1374389534720,
                        "Objects": 88213,
                        "LastModified": "2025-08-19T23:59:58Z",
                        "Versioning": "Suspended",
                    },
                    {
                        "Name": "hw-demo-2023",
                        "SizeBytes": 157286400,
                        "Objects": 312,
                        "LastModified": "2023-11-02T14:20:00Z",
                        "Versioning": None,
                    },
                ],
                "IsTruncated": False,
            },
        ),
        (
            "There are three buckets. The biggest by size is **hw-logs-archive** with 1,280 GiB "
            "(1.25 TiB); by number of objects it's **hw-media-prod**, about 1.2 million of them in "
            "800 GiB.\n\n"
            "Stale: `hw-demo-2023` has not been written to since 2 November 2023, more than 21 months "
            "ago. It holds 312 objects, 150 MiB in all, and has no versioning status set. The other two "
            "were last written to yesterday and today.\n\n"
            "All three together come to roughly 2,080 GiB."
        ),
    ),
    "terraform_plan_only": (
        u("Run terraform plan for envs/stage and tell me if it's safe. Don't apply.")
        + t(
            "terraform",
            {"dir": "envs/stage", "subcommand": "plan"},
            "  # aws_db_instance.orders must be replaced\n"
            '-/+ resource "aws_db_instance" "orders" {\n'
            "      ~ allocated_storage = 100 -> 200\n"
            '      ~ engine_version    = "14.9" -> "15.4"\n'
            '      ~ identifier        = "orders-stage" -> "orders-stg" # forces replacement\n'
            "    }\n"
            "  # aws_security_group_rule.office will be created\n"
            '  + resource "aws_security_group_rule" "office" {\n'
            '      + cidr_blocks = ["203.0.113.0/28"]\n      + from_port   = 5432\n'
            "      + to_port     = 5432\n    }\n"
            "Plan: 2 to add, 0 to change, 1 to destroy.\n",
        ),
        (
            "**Not quite safe.** The plan (2 to add, 0 to change, 1 to destroy) would *replace* the "
            "database `aws_db_instance.orders`, that is, destroy it and make a new one.\n\n"
            "What forces this is the renaming from `orders-stage` to `orders-stg`. The other two "
            "changes on it, storage from 100 to 200 and engine 14.9 → 15.4, are not marked as forcing a "
            "replacement.\n\n"
            "The second addition is harmless: a rule that opens port 5432 to 203.0.113.0/28, which is "
            "16 addresses.\n\n"
            "My suggestion: keep the old identifier, plan again, and only then apply. Nothing has been "
            "applied."
        ),
    ),
    "docker_ruimte_nl": (
        u("De schijf van de buildserver is bijna vol. Wat neemt Docker in beslag?")
        + t(
            "shell",
            {"command": "docker system df"},
            "TYPE            TOTAL     ACTIVE    SIZE      RECLAIMABLE\n"
            "Images          64        7         48.3GB    39.1GB (80%)\n"
            "Containers      9         7         1.2GB     0.2GB (16%)\n"
            "Local Volumes   22        5         15.5GB    11GB (70%)\n"
            "Build Cache     431       0         21GB      21GB\n",
        )
        + t(
            "shell",
            {"command": "df -h /var/lib/docker"},
            "Filesystem      Size  Used Avail Use% Mounted on\n"
            "/dev/sdb1        98G   93G  5.0G  95% /var/lib/docker\n",
        ),
        (
            "Docker gebruikt samen 86 GB, en de schijf `/dev/sdb1` zit voor 95 % vol (nog 5 GB vrij).\n\n"
            "De grootste post zijn de images: 48,3 GB, verdeeld over 64 stuks waarvan er maar 7 in "
            "gebruik zijn. Daarna komt de build-cache met 21 GB, die helemaal weg mag, en dan de volumes "
            "met 15,5 GB.\n\n"
            "In totaal is er volgens Docker 71,3 GB terug te winnen. Begin liefst met de cache en de "
            "images:\n\n```sh\ndocker builder prune\ndocker image prune -a\n```\n\n"
            "Dat scheelt al zo'n 60 GB. Van de volumes (11 GB) zou ik eerst nagaan of er geen gegevens "
            "in staan die je nog nodig hebt. Ik heb nog niets verwijderd."
        ),
    ),
    "custos_nuvem_pt": (
        u("Quanto gastámos na nuvem em junho, comparado com maio?")
        + t(
            "cost_explorer",
            {"months": ["2025-05", "2025-06"], "group_by": "service"},
            {
                "ResultsByTime": [
                    {
                        "TimePeriod": {"Start": "2025-05-01", "End": "2025-06-01"},
                        "Groups": [
                            {"Keys": ["Compute"], "Amount": "4120.50", "Unit": "EUR"},
                            {"Keys": ["Storage"], "Amount": "880.00", "Unit": "EUR"},
                            {"Keys": ["Data transfer"], "Amount": "310.25", "Unit": "EUR"},
                        ],
                        "Estimated": False,
                    },
                    {
                        "TimePeriod": {"Start": "2025-06-01", "End": "2025-07-01"},
                        "Groups": [
                            {"Keys": ["Compute"], "Amount": "4944.60", "Unit": "EUR"},
                            {"Keys": ["Storage"], "Amount": "902.00", "Unit": "EUR"},
                            {"Keys": ["Data transfer"], "Amount": "284.15", "Unit": "EUR"},
                        ],
                        "Estimated": True,
                    },
                ]
            },
        ),
        (
            "Em junho gastámos **6.130,75 €**, contra 5.310,75 € em maio: mais 820 €, ou seja, uma subida "
            "de cerca de 15,4 %.\n\n"
            "| Serviço | Maio | Junho | Diferença |\n|---|---:|---:|---:|\n"
            "| Computação | 4.120,50 € | 4.944,60 € | +20 % |\n"
            "| Armazenamento | 880,00 € | 902,00 € | +2,5 % |\n"
            "| Transferência de dados | 310,25 € | 284,15 € | −8,4 % |\n\n"
            "O aumento vem quase todo da computação (+824,10 €). Atenção: os valores de junho ainda "
            "estão marcados como estimativa."
        ),
    ),
    "nginx_status_counts": (
        u("Anything odd in the last lines of /var/log/nginx/access.log?")
        + t(
            "tail",
            {"path": "/var/log/nginx/access.log", "lines": 12},
            '198.51.100.7 - - [02/Jun/2025:10:14:01 +0200] "GET / HTTP/1.1" 200 5120\n'
            '198.51.100.7 - - [02/Jun/2025:10:14:02 +0200] "GET /app.css HTTP/1.1" 304 0\n'
            '203.0.113.45 - - [02/Jun/2025:10:14:09 +0200] "POST /login HTTP/1.1" 401 88\n'
            '203.0.113.45 - - [02/Jun/2025:10:14:10 +0200] "POST /login HTTP/1.1" 401 88\n'
            '203.0.113.45 - - [02/Jun/2025:10:14:11 +0200] "POST /login HTTP/1.1" 401 88\n'
            '192.0.2.130 - - [02/Jun/2025:10:14:30 +0200] "GET /api/orders HTTP/1.1" 502 157\n'
            '203.0.113.45 - - [02/Jun/2025:10:14:31 +0200] "POST /login HTTP/1.1" 429 61\n'
            '192.0.2.130 - - [02/Jun/2025:10:14:38 +0200] "GET /api/orders HTTP/1.1" 502 157\n'
            '198.51.100.7 - - [02/Jun/2025:10:14:40 +0200] "GET /help HTTP/1.1" 200 8412\n'
            '192.0.2.130 - - [02/Jun/2025:10:15:02 +0200] "GET /api/orders HTTP/1.1" 200 2290\n'
            '198.51.100.19 - - [02/Jun/2025:10:15:10 +0200] "GET /robots.txt HTTP/1.1" 404 153\n'
            '198.51.100.7 - - [02/Jun/2025:10:15:44 +0200] "GET /prices HTTP/1.1" 200 6033\n',
        ),
        (
            "Two things stand out in these 12 lines, which cover a bit less than two minutes "
            "(10:14:01 to 10:15:44 local time, so from 08:14 UTC):\n\n"
            "1. **Login attempts from 203.0.113.45**: three 401s within three seconds, then a 429 "
            "twenty seconds after the third. Your rate limit seems to have bitten.\n"
            "2. **`/api/orders` hiccup**: 192.0.2.130 got two 502s, eight seconds apart, and a 200 at "
            "10:15:02. So the backend was back after about half a minute.\n\n"
            "The rest looks ordinary: three 200s and a 304 for 198.51.100.7, and one 404 for "
            "`/robots.txt`. I only looked at the end of the file; want me to count the 401s over the "
            "whole day?"
        ),
    ),
    "chumon_log_ja": (
        s("時刻は UTC と日本時間(UTC+9)の両方で示すこと。")
        + u("注文 ORD-77120 が失敗した理由をログで調べてください。")
        + t(
            "search_logs",
            {"query": "ORD-77120", "limit": 50},
            {
                "hits": 4,
                "truncated": False,
                "events": [
                    {
                        "ts": 1749520801000,
                        "level": "INFO",
                        "svc": "gateway",
                        "msg": "order ORD-77120 received",
                        "amount_jpy": 12800,
                    },
                    {
                        "ts": 1749520801350,
                        "level": "WARN",
                        "svc": "payment",
                        "msg": "ORD-77120 card processor slow, retry 1/2",
                        "amount_jpy": None,
                    },
                    {
                        "ts": 1749520806350,
                        "level": "WARN",
                        "svc": "payment",
                        "msg": "ORD-77120 card processor slow, retry 2/2",
                        "amount_jpy": None,
                    },
                    {
                        "ts": 1749520811350,
                        "level": "ERROR",
                        "svc": "payment",
                        "msg": "ORD-77120 gave up: upstream timeout after 5000 ms",
                        "amount_jpy": None,
                    },
                ],
            },
        ),
        (
            "ORD-77120(12,800円)は、カード決済のタイムアウトで失敗しています。\n\n"
            "- 該当ログは4件です(INFO 1件、WARN 2件、ERROR 1件)。\n"
            "- 受付は2025年6月10日 02:00:01 UTC(日本時間 11:00:01)。\n"
            "- payment サービスが2回再試行し、最初の警告から10秒後に "
            "「upstream timeout after 5000 ms」で中断しました。\n\n"
            "つまり待ち時間の上限は1回あたり5秒です。gateway 側のエラーは見当たりません。"
            "決済会社の障害情報も確認しましょうか。"
        ),
    ),
    "journal_oom_gap": (
        u("What happened to postgres on db-02 last night?")
        + t(
            "ssh_exec",
            {"host": "db-02", "command": "journalctl -u postgresql -u kernel --since yesterday"},
            "Sep 17 23:41:08 db-02 postgres[811]: LOG:  checkpoint complete: wrote 5214 buffers\n"
            "Sep 18 01:12:44 db-02 kernel: Out of memory: Killed process 20417 (postgres) "
            "total-vm:9437184kB, anon-rss:6291456kB\n"
            "Sep 18 01:12:44 db-02 postgres[811]: LOG:  server process (PID 20417) was terminated "
            "by signal 9: Killed\n"
            "Sep 18 01:12:45 db-02 postgres[811]: LOG:  terminating any other active server "
            "processes\n"
            "Sep 18 01:13:31 db-02 postgres[811]: LOG:  database system is ready to accept "
            "connections\n",
        ),
        (
            "The kernel ran out of memory at **01:12:44 on 18 September** and killed a postgres backend "
            "(PID 20417). It was holding 6 GiB of resident memory (`anon-rss:6291456kB`) out of a "
            "virtual size of 9 GiB.\n\n"
            "Postgres then ended its other server processes, as it does after such a crash, and was "
            "ready for connections again at 01:13:31. So the outage took 47 seconds. The last sign of "
            "life before that was a checkpoint at 23:41, roughly an hour and a half earlier.\n\n"
            "The journal doesn't say which query it was. If `log_min_duration_statement` is set, the "
            "database log of that time might."
        ),
    ),
    "loki_retry_narrower": (
        s("Current time: 2025-10-06T15:00:00Z")
        + u("How many 5xx did the billing service log in the last 24 hours?")
        + t(
            "loki_count",
            {"selector": '{app="billing"} |~ " 5[0-9][0-9] "', "range": "24h"},
            {"status": "error", "errorType": "timeout", "error": "query exceeded 30s limit"},
            "error",
        )
        + t(
            "loki_count",
            {"selector": '{app="billing"} |~ " 5[0-9][0-9] "', "range": "12h", "offset": "12h"},
            {"status": "success", "data": {"result": [{"metric": {}, "value": "318"}]}},
        )
        + t(
            "loki_count",
            {"selector": '{app="billing"} |~ " 5[0-9][0-9] "', "range": "12h"},
            {"status": "success", "data": {"result": [{"metric": {}, "value": "1274"}]}},
        ),
        (
            "**1,592** in the last 24 hours. A query over the whole day ran into the 30 s limit, so I "
            "asked for two halves instead:\n\n"
            "- yesterday 15:00 to today 03:00 UTC: 318\n- today 03:00 to 15:00 UTC: 1,274\n\n"
            "So four fifths of them fell into the second half, about four times as many as in the "
            "first. Shall I break that down by hour and by status code?"
        ),
    ),
    "region_revenue_sql": (
        u("Revenue by region for Q2 2025, with shares please.")
        + t(
            "run_sql",
            {
                "sql": "SELECT region, COUNT(*) AS orders, SUM(total_cents) AS cents FROM orders "
                "WHERE placed_at >= '2025-04-01' AND placed_at < '2025-07-01' GROUP BY region "
                "ORDER BY cents DESC"
            },
            " region | orders |   cents\n--------+--------+-----------\n"
            " North  |   1840 |  92000000\n West   |   1105 |  66300000\n"
            " South  |    960 |  43200000\n East   |    412 |  28500000\n(4 rows)\n",
        ),
        (
            "Q2 2025 brought in **2.3 million** with 4,317 orders (cents converted to whole units; the "
            "table names no currency):\n\n"
            "| Region | Orders | Revenue | Share | Per order |\n|---|---:|---:|---:|---:|\n"
            "| North | 1,840 | 920,000 | 40.0 % | 500 |\n| West | 1,105 | 663,000 | 28.8 % | 600 |\n"
            "| South | 960 | 432,000 | 18.8 % | 450 |\n| East | 412 | 285,000 | 12.4 % | 692 |\n\n"
            "North and West together make up a good two thirds. East is the smallest region, yet its "
            "orders are the largest on average; the mean over everything is about 533."
        ),
    ),
    "ab_test_reading": (
        u("Read out experiment exp_checkout_v2 for me. Did B win?")
        + t(
            "experiment_results",
            {"key": "exp_checkout_v2"},
            {
                "key": "exp_checkout_v2",
                "state": "running",
                "started": "2025-03-03",
                "as_of": "2025-03-17",
                "arms": [
                    {"arm": "A", "users": 8200, "conversions": 656, "avg_basket": 41.2},
                    {"arm": "B", "users": 8150, "conversions": 734, "avg_basket": 40.75},
                ],
                "p_value": 0.021,
                "min_runtime_days": 21,
                "srm_alert": False,
            },
        ),
        (
            "B is ahead, but I would not call it yet.\n\n"
            "- Conversion: **8.0 % in A** (656 of 8,200) against **9.0 % in B** (734 of 8,150). That is "
            "one percentage point more, or a relative lift of about 12.6 %.\n"
            "- p = 0.021, so below the usual 5 %.\n"
            "- The average basket is slightly lower in B: 40.75 instead of 41.20, around 1 % less.\n\n"
            "The experiment is still running. On 17 March it had been going for 14 of the 21 days set "
            "as a minimum, so the third week is missing. There is no alert about the sample ratio. "
            "I'd wait until 24 March and then decide."
        ),
    ),
    "index_before_after": (
        u(
            "On staging: check the plan for the open-tickets query, add an index on (status, created_at) "
            "to tickets and compare."
        )
        + t(
            "psql",
            {
                "db": "staging",
                "sql": "EXPLAIN ANALYZE SELECT * FROM tickets WHERE status = 'open' ORDER BY "
                "created_at DESC LIMIT 50",
            },
            "Limit (actual time=812.331..812.344 rows=50 loops=1)\n"
            "  ->  Sort (actual time=812.330..812.336 rows=50 loops=1)\n"
            "        Sort Key: created_at DESC\n"
            "        ->  Seq Scan on tickets (actual time=0.021..774.208 rows=48211 loops=1)\n"
            "              Filter: (status = 'open'::text)\n"
            "              Rows Removed by Filter: 1951789\n"
            "Planning Time: 0.211 ms\nExecution Time: 812.402 ms\n",
        )
        + t(
            "psql",
            {
                "db": "staging",
                "sql": "CREATE INDEX tickets_status_created ON tickets (status, created_at)",
            },
            "CREATE INDEX\nTime: 6120.450 ms\n",
        )
        + t(
            "psql",
            {
                "db": "staging",
                "sql": "EXPLAIN ANALYZE SELECT * FROM tickets WHERE status = 'open' ORDER BY "
                "created_at DESC LIMIT 50",
            },
            "Limit (actual time=0.035..0.198 rows=50 loops=1)\n"
            "  ->  Index Scan Backward using tickets_status_created on tickets (actual "
            "time=0.034..0.189 rows=50 loops=1)\n"
            "        Index Cond: (status = 'open'::text)\n"
            "Planning Time: 0.305 ms\nExecution Time: 0.231 ms\n",
        ),
        (
            "The index helps a lot. On staging the query went from **812 ms to 0.23 ms**, some 3,500 "
            "times faster.\n\n"
            "*Before:* a sequential scan over two million rows, of which 48,211 (2.4 %) were open, and "
            "then a sort.\n"
            "*After:* a backward scan of `tickets_status_created` that stops after 50 rows, so there is "
            "nothing left to sort.\n\n"
            "Building it took just over six seconds. For production I'd use "
            "`CREATE INDEX CONCURRENTLY`, so that writes are not blocked meanwhile."
        ),
    ),
    "coorti_it": (
        u("Guarda coorti.csv: com'è la fidelizzazione dopo tre mesi?")
        + t(
            "read_csv",
            {"file": "coorti.csv"},
            "coorte,iscritti,mese_1,mese_2,mese_3\n2025-01,400,240,180,152\n"
            "2025-02,520,338,270,234\n2025-03,480,288,206,\n",
        ),
        (
            "Dopo tre mesi resta il **38 %** della coorte di gennaio (152 su 400) e il **45 %** di quella "
            "di febbraio (234 su 520). Insieme sono 386 persone su 920, cioè circa il 42 %.\n\n"
            "Per marzo il terzo mese è ancora vuoto; al secondo mese erano rimasti 206 iscritti su 480, "
            "poco meno del 43 %. A quel punto gennaio era al 45 % e febbraio al 52 % circa.\n\n"
            "Il calo più forte avviene sempre nel primo mese: gennaio e marzo perdono il 40 %, febbraio "
            "il 35 %. Vuoi un grafico?"
        ),
    ),
    "null_audit": (
        u("How clean is the patients table? Just a quick check for missing values.")
        + t(
            "run_sql",
            {
                "sql": "SELECT COUNT(*) n, COUNT(birth_date) birth_date, COUNT(postcode) postcode, "
                "COUNT(email) email, COUNT(DISTINCT mrn) mrn FROM patients"
            },
            [{"n": 12500, "birth_date": 12500, "postcode": 12375, "email": 8750, "mrn": 12498}],
        )
        + t(
            "run_sql",
            {"sql": "SELECT mrn, COUNT(*) c FROM patients GROUP BY mrn HAVING COUNT(*) > 1"},
            [{"mrn": "M-004417", "c": 2}, {"mrn": "M-010932", "c": 2}],
        ),
        (
            "Mostly clean. Of 12,500 rows:\n\n"
            "* `birth_date` is complete\n"
            "* `postcode` is missing in 125 rows, exactly one per cent\n"
            "* `email` is missing in 3,750 rows, that is 30 %\n"
            "* `mrn` should be unique but isn't: **M-004417** and **M-010932** each occur twice, which "
            "explains why there are 12,498 different values\n\n"
            "I checked these four columns only. Whether the duplicates are the same person or a typing "
            "mistake has to be judged by somebody who may look at the records."
        ),
    ),
    "umsatzsteuer_de": (
        s("Heute ist der 12.05.2025.")
        + u(
            "Bitte Rechnung RE-2025-0318 prüfen: Stimmt die Umsatzsteuer, und bis wann ist zu zahlen?"
        )
        + t(
            "beleg_lesen",
            {"nummer": "RE-2025-0318"},
            "<rechnung nr='RE-2025-0318' datum='2025-05-06'>\n"
            "  <lieferant>Tischlerei Brandhuber</lieferant>\n"
            "  <position menge='4' einzel='185.00'>Regalboden Eiche</position>\n"
            "  <position menge='6.5' einzel='62.00'>Arbeitsstunden</position>\n"
            "  <netto>1143.00</netto><ust satz='19'>217.17</ust><brutto>1360.17</brutto>\n"
            "  <zahlungsziel tage='30'/><skonto prozent='2' tage='10'/>\n</rechnung>",
        ),
        (
            "Ja, die Rechnung der Tischlerei Brandhuber geht auf:\n\n"
            "- 4 Regalböden zu 185 € = 740 €, dazu 6,5 Stunden zu 62 € = 403 €, macht netto "
            "**1.143,00 €**\n"
            "- 19 % darauf sind 217,17 €, brutto also **1.360,17 €**\n\n"
            "Bei 30 Tagen ab dem 6. Mai ist spätestens am **Donnerstag, 5. Juni 2025** zu zahlen. Zahlen "
            "Sie bis zum 16. Mai (das ist am Freitag, in vier Tagen), dürfen Sie 2 % Skonto abziehen; "
            "das sind 27,20 €, und es bleiben 1.332,97 €."
        ),
    ),
    "depreciation_schedule": (
        u("Straight-line depreciation for asset FA-0092, and its book value at the end of 2025?")
        + t(
            "get_asset",
            {"id": "FA-0092"},
            {
                "id": "FA-0092",
                "name": "Laser cutter",
                "cost": 48000,
                "salvage": 6000,
                "life_years": 7,
                "in_service": "2023-01-01",
                "method": "SL",
                "currency": "USD",
                "location": None,
            },
        ),
        (
            "The laser cutter loses (48,000 − 6,000) / 7 = **$6,000 a year**, or $500 a month.\n\n"
            "| End of | Depreciation so far | Book value |\n|---|---:|---:|\n"
            "| 2023 | $6,000 | $42,000 |\n| 2024 | $12,000 | $36,000 |\n| 2025 | $18,000 | $30,000 |\n\n"
            "So on 31 December 2025, three full years after it went into service, the book value is "
            "**$30,000**. It reaches its salvage value of $6,000 at the end of 2029. By the way, no "
            "location is recorded for this asset."
        ),
    ),
    "bank_reconciliation": (
        u("Reconcile bank.csv with ledger.csv and tell me what doesn't match.")
        + t(
            "read_file",
            {"path": "bank.csv"},
            "date,ref,amount\n2025-02-03,TR-501,1250.00\n2025-02-05,TR-502,-318.40\n"
            "2025-02-11,TR-503,-79.90\n2025-02-14,FEE,-12.50\n2025-02-20,TR-504,640.00\n",
        )
        + t(
            "read_file",
            {"path": "ledger.csv"},
            "date,ref,amount\n2025-02-03,TR-501,1250.00\n2025-02-05,TR-502,-318.40\n"
            "2025-02-10,TR-503,-97.90\n2025-02-20,TR-504,640.00\n2025-02-27,TR-505,-410.00\n",
        ),
        (
            "Three of the bank's five lines agree with the ledger to the cent (TR-501, TR-502 and "
            "TR-504). These don't:\n\n"
            "1. **TR-503**: the bank says −79.90 (11 Feb), the ledger −97.90 (10 Feb). The difference is "
            "18.00, which is divisible by 9, so this looks like swapped digits.\n"
            "2. **FEE**, −12.50 on 14 February: at the bank only; probably still to be booked.\n"
            "3. **TR-505**, −410.00 on 27 February: in the ledger only, perhaps not cleared yet.\n\n"
            "The movements add up to 1,479.20 at the bank and 1,063.70 in the ledger. The gap of 415.50 "
            "is explained completely: 410.00 + 18.00 − 12.50."
        ),
    ),
    "balance_agee_fr": (
        s("Date du jour : 30/09/2025")
        + u("Quelles factures clients sont en retard, et pour combien ?")
        + t(
            "factures_ouvertes",
            {"statut": "non_payee"},
            {
                "page": 1,
                "pages": 1,
                "factures": [
                    {
                        "num": "F-2210",
                        "client": "Atelier Morvan",
                        "ttc": "2400.00",
                        "echeance": "2025-09-15",
                        "relances": 1,
                    },
                    {
                        "num": "F-2187",
                        "client": "Garage Leroux",
                        "ttc": "860.50",
                        "echeance": "2025-08-01",
                        "relances": 3,
                    },
                    {
                        "num": "F-2231",
                        "client": "Mairie de Saint-Orlan",
                        "ttc": "5120.00",
                        "echeance": "2025-10-10",
                        "relances": 0,
                    },
                    {
                        "num": "F-2179",
                        "client": "Atelier Morvan",
                        "ttc": "1139.50",
                        "echeance": "2025-07-02",
                        "relances": 2,
                    },
                ],
            },
        ),
        (
            "Trois des quatre factures impayées sont échues, pour un total de **4 400,00 €** :\n\n"
            "| Facture | Client | Montant | Retard | Relances |\n|---|---|---:|---:|---:|\n"
            "| F-2179 | Atelier Morvan | 1 139,50 € | 90 jours | 2 |\n"
            "| F-2187 | Garage Leroux | 860,50 € | 60 jours | 3 |\n"
            "| F-2210 | Atelier Morvan | 2 400,00 € | 15 jours | 1 |\n\n"
            "L'Atelier Morvan doit à lui seul 3 539,50 €, soit environ 80 % du retard. La facture de la "
            "mairie (F-2231, 5 120 €) n'est due que dans dix jours, le vendredi 10 octobre.\n\n"
            "Je peux préparer une nouvelle relance pour Garage Leroux, si vous le souhaitez."
        ),
    ),
    "portfolio_xml": (
        u("How is my depot doing against what I paid?")
        + t(
            "get_depot",
            {},
            '<depot currency="CHF" asOf="2025-07-11T17:30:00+02:00">\n'
            '  <pos isin="CH0099000017" name="Alpina Foods" qty="40" cost="91.50" price="104.20"/>\n'
            '  <pos isin="CH0099000025" name="Rhône Power" qty="120" cost="33.00" price="29.70"/>\n'
            '  <pos isin="IE00B0900031" name="World Equity ETF" qty="75" cost="68.00" '
            'price="81.60"/>\n</depot>',
        ),
        (
            "As of 11 July 2025, 17:30 (15:30 UTC) you are up by **CHF 1,132**, or 8.9 %: you paid "
            "CHF 12,720, and the three positions are now worth CHF 13,852.\n\n"
            "- **World Equity ETF** (75 units): up 20 %, a gain of CHF 1,020\n"
            "- **Alpina Foods** (40 shares): from 91.50 to 104.20, up by almost 14 %, CHF 508 in all\n"
            "- **Rhône Power** (120 shares): down exactly 10 %, a loss of CHF 396\n\n"
            "These are price gains only. Dividends and fees are not in the data, and none of this is "
            "investment advice."
        ),
    ),
    "travel_expenses_fx": (
        u(
            "Submit my expense report ER-3301, but show me the total in EUR first and wait for my ok."
        )
        + t(
            "get_report",
            {"id": "ER-3301"},
            {
                "id": "ER-3301",
                "state": "draft",
                "owner": "M. Sandoval",
                "lines": [
                    {"n": 1, "what": "Hotel, 2 nights", "amount": "318.00", "ccy": "GBP"},
                    {"n": 2, "what": "Train", "amount": "96.40", "ccy": "EUR"},
                    {"n": 3, "what": "Dinner", "amount": "54.00", "ccy": "GBP"},
                    {"n": 4, "what": "Taxi", "amount": "42.00", "ccy": "USD"},
                ],
                "receipts_missing": [4],
            },
        )
        + t(
            "fx_rates",
            {"base": "EUR", "symbols": ["GBP", "USD"]},
            {"base": "EUR", "date": "2025-01-31", "rates": {"GBP": 0.84, "USD": 1.05}},
        ),
        (
            "The report is still a draft. At the rates of 31 January 2025 (1 EUR = 0.84 GBP = 1.05 USD) "
            "it comes to:\n\n"
            "- Hotel, two nights: £318.00 → €378.57\n- Train: €96.40\n- Dinner: £54.00 → €64.29\n"
            "- Taxi: $42.00 → €40.00\n\n**Total: €579.26**\n\n"
            "One thing before you say yes: the receipt for line 4, the taxi, is missing. Do you want to "
            "add it, or shall I submit the report without it?"
        ),
    ),
    "sheet_formula_update": (
        u(
            "In the Budget sheet, cell C7 should be 15% of C3 instead of a fixed number. Please change "
            "it and tell me what comes out."
        )
        + t(
            "sheet_get",
            {"sheet": "Budget", "range": "A1:C8"},
            {
                "values": [
                    ["Item", "2024", "2025"],
                    ["Licences", 18000, 21000],
                    ["Staff", 240000, 252000],
                    ["Rent", 36000, 36000],
                    ["Travel", 9500, 8000],
                    ["Training", 6000, 7500],
                    ["Overhead", 35000, 36000],
                    ["Total", 344500, 360500],
                ],
                "formulas": {"B8": "=SUM(B2:B7)", "C8": "=SUM(C2:C7)"},
            },
        )
        + t(
            "sheet_set",
            {"sheet": "Budget", "cell": "C7", "formula": "=C3*15%"},
            {"updated": "Budget!C7", "value": 37800},
        )
        + t(
            "sheet_get",
            {"sheet": "Budget", "range": "C7:C8"},
            {"values": [[37800], [362300]], "formulas": {"C7": "=C3*15%", "C8": "=SUM(C2:C7)"}},
        ),
        (
            "Done. `C7` (overhead 2025) is now `=C3*15%`, and since staff costs in `C3` are 252,000 it "
            "shows **37,800** in place of the former 36,000.\n\n"
            "The total in `C8` went up accordingly from 360,500 to 362,300. Against 2024 (344,500) that "
            "is an increase of about 5.2 %; before the change it was 4.6 %.\n\n"
            "I left `B7` alone, so overhead for 2024 is still a fixed 35,000, which is roughly 14.6 % of "
            "that year's staff costs."
        ),
    ),
    "mortgage_first_payments": (
        u("Loan 5512-88: how much of each payment is interest at the moment?")
        + t(
            "loan_schedule",
            {"loan": "5512-88", "rows": 3},
            "no  due         payment   interest  principal  balance\n"
            "37  2025-06-01  1,240.00    575.00     665.00  229,335.00\n"
            "38  2025-07-01  1,240.00    573.34     666.66  228,668.34\n"
            "39  2025-08-01  1,240.00    571.67     668.33  228,000.01\n",
        ),
        (
            "A little less than half. Of the 37th payment, due on 1 June, **575.00 of the "
            "1,240.00 is interest** (46.4 %; the schedule shows no currency) and 665.00 goes to the "
            "principal.\n\n"
            "The interest falls by about 1.67 with each payment: 573.34 in July, 571.67 in August. Over "
            "the three payments shown you pay 1,720.01 in interest and bring the balance down by "
            "1,999.99, to 228,000.01.\n\n"
            "The interest in June corresponds to 0.25 % a month on 230,000, i.e. 3 % a year."
        ),
    ),
    "weighted_pipeline": (
        s("Today is Monday, 2025-09-01.")
        + u("What does my Q3 pipeline look like, weighted?")
        + t(
            "crm_search_deals",
            {"owner": "me", "close_from": "2025-07-01", "close_to": "2025-09-30", "open": True},
            {
                "total": 4,
                "results": [
                    {
                        "id": "19004411203",
                        "properties": {
                            "dealname": "Nordhaven Clinics",
                            "amount": "48000",
                            "hs_probability": "0.8",
                            "dealstage": "contractsent",
                            "closedate": "2025-09-12T00:00:00Z",
                        },
                    },
                    {
                        "id": "19004411877",
                        "properties": {
                            "dealname": "Pellworm Logistics",
                            "amount": "120000",
                            "hs_probability": "0.4",
                            "dealstage": "presentationscheduled",
                            "closedate": "2025-09-30T00:00:00Z",
                        },
                    },
                    {
                        "id": "19004412040",
                        "properties": {
                            "dealname": "Quist Bakeries",
                            "amount": "9500",
                            "hs_probability": "0.2",
                            "dealstage": "qualifiedtobuy",
                            "closedate": "2025-09-19T00:00:00Z",
                        },
                    },
                    {
                        "id": "19004412316",
                        "properties": {
                            "dealname": "Tarn University",
                            "amount": None,
                            "hs_probability": "0.2",
                            "dealstage": "qualifiedtobuy",
                            "closedate": "2025-09-26T00:00:00Z",
                        },
                    },
                ],
                "paging": None,
            },
        ),
        (
            "You have four open deals closing this quarter, worth **177,500** unweighted and **88,300** "
            "weighted:\n\n"
            "1. **Nordhaven Clinics**: 48,000 at 80 % = 38,400. The contract is out, closing on Friday "
            "of next week (12 September).\n"
            "2. **Pellworm Logistics**: 120,000 at 40 % = 48,000. A presentation is scheduled; it closes "
            "on the last day of the quarter.\n"
            "3. **Quist Bakeries**: 9,500 at 20 % = 1,900, qualified, 19 September.\n"
            "4. **Tarn University**: also qualified at 20 %, but no amount entered yet.\n\n"
            "More than half of the weighted figure hangs on Pellworm. If you tell me what Tarn might "
            "bring, I'll add it."
        ),
    ),
    "lead_owner_change": (
        u("Give lead 00Q7 Brandt to Sofia Lindqvist and set it to working.")
        + t(
            "sf_query",
            {
                "soql": "SELECT Id, Name, Company, Status, OwnerId FROM Lead WHERE Name LIKE '%Brandt'"
            },
            {
                "totalSize": 1,
                "done": True,
                "records": [
                    {
                        "Id": "00Q7R00001xYbTTUA0",
                        "Name": "Henrik Brandt",
                        "Company": "Brandt & Søn",
                        "Status": "Open - Not Contacted",
                        "OwnerId": "0057R00000AbQk1QAF",
                    }
                ],
            },
        )
        + t(
            "sf_query",
            {
                "soql": "SELECT Id, Name FROM User WHERE Name = 'Sofia Lindqvist' AND IsActive = true"
            },
            {
                "totalSize": 1,
                "done": True,
                "records": [{"Id": "0057R00000CdWm8QAF", "Name": "Sofia Lindqvist"}],
            },
        )
        + t(
            "sf_update",
            {
                "object": "Lead",
                "id": "00Q7R00001xYbTTUA0",
                "fields": {"OwnerId": "0057R00000CdWm8QAF", "Status": "Working - Contacted"},
            },
            {
                "success": False,
                "errors": [
                    {
                        "statusCode": "INVALID_PICKLIST_VALUE",
                        "message": "Status: bad value for restricted picklist field: Working - "
                        "Contacted. Allowed: Open - Not Contacted, Working, Qualified, Closed",
                    }
                ],
            },
            "error",
        )
        + t(
            "sf_update",
            {
                "object": "Lead",
                "id": "00Q7R00001xYbTTUA0",
                "fields": {"OwnerId": "0057R00000CdWm8QAF", "Status": "Working"},
            },
            {"success": True, "id": "00Q7R00001xYbTTUA0", "errors": []},
        ),
        (
            "Henrik Brandt (Brandt & Søn, lead ending in `UA0`) now belongs to Sofia Lindqvist, and his "
            'status went from "Open - Not Contacted" to "Working". My first attempt was refused because '
            "I had used a status that your picklist doesn't have; the second one went through. Sofia "
            "has not been told by me, so you may want to drop her a line."
        ),
    ),
    "contactos_duplicados_es": (
        u("Busca contactos duplicados de la empresa Viveros Altamira. No fusiones nada todavía.")
        + t(
            "buscar_contactos",
            {"empresa": "Viveros Altamira", "limite": 100},
            {
                "total": 4,
                "contactos": [
                    {
                        "id": 50127,
                        "nombre": "Rocío Benavides",
                        "correo": "rocio@viverosaltamira.example",
                        "tel": "+34 600 112 233",
                        "creado": "2023-02-14",
                        "ultima_actividad": "2025-05-30",
                    },
                    {
                        "id": 50988,
                        "nombre": "R. Benavides",
                        "correo": "ROCIO@viverosaltamira.example",
                        "tel": None,
                        "creado": "2024-10-03",
                        "ultima_actividad": None,
                    },
                    {
                        "id": 50130,
                        "nombre": "Julián Otero",
                        "correo": "jotero@viverosaltamira.example",
                        "tel": "+34 600 445 566",
                        "creado": "2023-02-14",
                        "ultima_actividad": "2024-12-18",
                    },
                    {
                        "id": 51002,
                        "nombre": "Compras",
                        "correo": "compras@viverosaltamira.example",
                        "tel": "+34 910 000 077",
                        "creado": "2025-01-20",
                        "ultima_actividad": "2025-04-02",
                    },
                ],
            },
        ),
        (
            "De los cuatro contactos de Viveros Altamira, dos parecen ser la misma persona:\n\n"
            "- **50127**, Rocío Benavides, creada el 14 de febrero de 2023, con teléfono "
            "(+34 600 112 233) y actividad hasta el 30 de mayo de 2025;\n"
            "- **50988**, «R. Benavides», creada casi veinte meses después, sin teléfono ni actividad.\n\n"
            "El correo es el mismo salvo por las mayúsculas. Yo conservaría el primero. Los otros dos, "
            "Julián Otero y el buzón de Compras, no coinciden con nadie.\n\n"
            "No he fusionado nada. ¿Lo hago?"
        ),
    ),
    "renewal_quote_turns": (
        u("What does Fenwick Labs pay us today?")
        + t(
            "get_subscription",
            {"customer": "Fenwick Labs"},
            {
                "id": "sub_9KfW2",
                "customer": "Fenwick Labs",
                "seats": 40,
                "unit_price_cents": 2900,
                "interval": "month",
                "currency": "usd",
                "current_period_end": 1767225600,
                "discount": {"percent_off": 10},
                "cancel_at": None,
            },
        )
        + said("Fenwick Labs pays $1,044 a month: 40 seats at $29, minus 10 %.")
        + u("Draft me a renewal quote with 55 seats and 15 % off, yearly.")
        + t(
            "create_quote",
            {"subscription": "sub_9KfW2", "seats": 55, "percent_off": 15, "interval": "year"},
            {
                "id": "qt_0417",
                "status": "draft",
                "total_cents": 1626900,
                "currency": "usd",
                "expires_at": None,
            },
        ),
        (
            "I've created quote `qt_0417` as a draft; it hasn't been sent. It comes to **$16,269 a year**:\n\n"
            "55 seats × $29 × 12 months = $19,140, less 15 % ($2,871).\n\n"
            "That is $1,355.75 a month, $311.75 more than the $1,044 they pay now, although each seat "
            "gets cheaper ($24.65 instead of $26.10). The current period ends on 1 January 2026 at "
            "midnight UTC. The quote has no expiry date so far; would 30 days suit you?"
        ),
    ),
    "urlaub_de": (
        s("Angemeldet: Jonas Reuter, Personalnummer 20417. Heute: 2025-06-23.")
        + u("Wie viele Urlaubstage hab ich noch? Und trag mir bitte den 4. bis 15. August ein.")
        + t(
            "urlaubskonto",
            {"personalnummer": "20417", "jahr": 2025},
            {
                "anspruch": 30,
                "uebertrag": 3.5,
                "genommen": 11,
                "genehmigt_offen": 2,
                "uebertrag_verfaellt": "2025-03-31",
                "uebertrag_genutzt": 3.5,
            },
        )
        + t(
            "urlaub_beantragen",
            {"personalnummer": "20417", "von": "2025-08-04", "bis": "2025-08-15"},
            {
                "antrag": "U-8830",
                "arbeitstage": 10,
                "status": "WARTET_AUF_GENEHMIGUNG",
                "genehmiger": "Petra Wolny",
            },
        ),
        (
            "Vor dem neuen Antrag waren es **20,5 Tage**: 30 Tage Anspruch plus 3,5 aus dem Vorjahr, "
            "abzüglich 11 genommener und 2 schon genehmigter Tage. Der Übertrag ist nicht verfallen, Sie "
            "hatten ihn ganz aufgebraucht.\n\n"
            "Den Urlaub vom 4. bis 15. August (Montag bis Freitag der Folgewoche, 10 Arbeitstage) habe "
            "ich beantragt, Nummer **U-8830**. Er wartet nun auf die Genehmigung durch Frau Wolny. Sagt "
            "sie zu, bleiben Ihnen 10,5 Tage. Los geht es in sechs Wochen."
        ),
    ),
    "interview_timezones": (
        u(
            "Find a 45-minute slot for candidate Aiko Tanabe (Tokyo) with Bram and Leila on 12 Nov 2025, "
            "and book it."
        )
        + t(
            "free_busy",
            {"people": ["Bram", "Leila", "Aiko Tanabe"], "date": "2025-11-12", "minutes": 45},
            {
                "calendars": {
                    "Bram": {"tz": "Europe/Amsterdam", "utc_offset": "+01:00"},
                    "Leila": {"tz": "Asia/Dubai", "utc_offset": "+04:00"},
                    "Aiko Tanabe": {"tz": "Asia/Tokyo", "utc_offset": "+09:00"},
                },
                "common_slots_utc": [
                    {"start": "2025-11-12T08:15:00Z", "end": "2025-11-12T09:00:00Z"},
                    {"start": "2025-11-12T10:30:00Z", "end": "2025-11-12T11:15:00Z"},
                ],
            },
        )
        + t(
            "create_event",
            {
                "title": "Interview: Aiko Tanabe",
                "start": "2025-11-12T08:15:00Z",
                "end": "2025-11-12T09:00:00Z",
                "attendees": ["Bram", "Leila", "Aiko Tanabe"],
            },
            {"event_id": "ev_c81", "status": "confirmed", "invitations": 3, "room": None},
        ),
        (
            "Booked for **Wednesday, 12 November 2025, 08:15–09:00 UTC**:\n\n"
            "| Who | Local time |\n|---|---|\n| Bram (Amsterdam) | 9:15–10:00 am |\n"
            "| Leila (Dubai) | 12:15–1:00 pm |\n| Aiko (Tokyo) | 5:15–6:00 pm |\n\n"
            "All three have been invited; no room is attached. The only other common slot was 10:30 UTC, "
            "which would have been 7:30 in the evening for Ms. Tanabe, so I took the earlier one."
        ),
    ),
    "headcount_turnover": (
        u("Headcount and turnover for 2024 by department?")
        + t(
            "hr_report",
            {"report": "headcount", "year": 2024},
            "department,start_of_year,joined,left,end_of_year\nEngineering,62,14,8,68\n"
            "Sales,35,9,12,32\nSupport,28,5,3,30\nFinance,11,0,0,11\n",
        ),
        (
            "You went from 136 to **141 people** in 2024: 28 joined and 23 left.\n\n"
            "Turnover, taken as leavers over the average of the headcounts at the start and the end of the year:\n\n"
            "- **Sales**: 12 of 33.5, so about 36 %, by far the highest, and the only department that "
            "shrank (−3)\n"
            "- **Engineering**: 8 of 65, 12.3 %, while growing by 6\n"
            "- **Support**: 3 of 29, a bit over 10 %\n- **Finance**: nobody came or went\n\n"
            "For the company as a whole that is 16.6 %. More than half of the leavers came from sales. "
            "The report gives no reasons; exit interviews might."
        ),
    ),
    "lista_plac_pl": (
        u("Dlaczego moja wypłata za maj jest wyższa niż za kwiecień?")
        + t(
            "pasek_placowy",
            {"miesiace": ["2025-04", "2025-05"]},
            [
                {
                    "miesiac": "2025-04",
                    "zasadnicze_brutto": 7800.00,
                    "nadgodziny": {"godziny": 0, "kwota": 0.00},
                    "premia": None,
                    "netto": 5672.40,
                    "wyplata": "2025-04-30",
                },
                {
                    "miesiac": "2025-05",
                    "zasadnicze_brutto": 7800.00,
                    "nadgodziny": {"godziny": 12, "kwota": 877.50},
                    "premia": 500.00,
                    "netto": 6643.10,
                    "wyplata": "2025-05-30",
                },
            ],
        ),
        (
            "W maju dostał(a) Pan/Pani na rękę **6643,10 zł**, czyli o 970,70 zł więcej niż w kwietniu "
            "(5672,40 zł). To wzrost o około 17 %.\n\n"
            "Wynagrodzenie zasadnicze się nie zmieniło (7800 zł brutto). Doszły natomiast dwa składniki:\n\n"
            "1. nadgodziny: 12 godzin za 877,50 zł (po nieco ponad 73 zł),\n"
            "2. premia: 500 zł; w kwietniu premii nie było.\n\n"
            "Razem to 1377,50 zł więcej brutto, a różnica względem kwoty netto to zapewne podatek i składki. Przelew "
            "wyszedł w piątek 30 maja."
        ),
    ),
    "sprint_summary": (
        u("Sum up sprint 41 for the review.")
        + t(
            "jira_search",
            {"jql": "sprint = 41 ORDER BY key", "maxResults": 50},
            {
                "startAt": 0,
                "maxResults": 50,
                "total": 7,
                "issues": [
                    {
                        "key": "KITE-301",
                        "type": "Story",
                        "status": "Done",
                        "points": 5,
                        "by": "Ana",
                    },
                    {"key": "KITE-304", "type": "Bug", "status": "Done", "points": 2, "by": "Ana"},
                    {
                        "key": "KITE-305",
                        "type": "Story",
                        "status": "In Review",
                        "points": 8,
                        "by": "Tom",
                    },
                    {
                        "key": "KITE-309",
                        "type": "Bug",
                        "status": "Done",
                        "points": 3,
                        "by": "Yusuf",
                    },
                    {
                        "key": "KITE-310",
                        "type": "Task",
                        "status": "To Do",
                        "points": None,
                        "by": None,
                    },
                    {
                        "key": "KITE-312",
                        "type": "Story",
                        "status": "Done",
                        "points": 5,
                        "by": "Yusuf",
                    },
                    {
                        "key": "KITE-315",
                        "type": "Bug",
                        "status": "In Progress",
                        "points": 1,
                        "by": "Tom",
                    },
                ],
            },
        ),
        (
            "## Sprint 41\n\n"
            "**15 of 24 points done** (62.5 %), and four of seven issues closed.\n\n"
            "### Done\n- KITE-301 (5 points) and KITE-304 (2), both by Ana\n"
            "- KITE-309 (3) and KITE-312 (5), both by Yusuf\n\n"
            "### Carried over, presumably\n- KITE-305, 8 points, in review with Tom\n"
            "- KITE-315, 1 point, in progress, also with Tom\n"
            "- KITE-310: not started, not estimated, and nobody is assigned\n\n"
            "Of the three bugs, two are fixed. Had KITE-305 got through review, the sprint would have "
            "stood at 23 points."
        ),
    ),
    "critical_path": (
        s("Today: 2025-04-14 (Monday). Working days are Monday to Friday; there are no holidays.")
        + u("When will the website relaunch be finished if we start today?")
        + t(
            "get_plan",
            {"project": "website relaunch"},
            "id: P-12\ntasks:\n  - {id: A, name: Content audit, days: 5, after: []}\n"
            "  - {id: B, name: Design, days: 8, after: [A]}\n"
            "  - {id: C, name: Translation, days: 6, after: [A]}\n"
            "  - {id: D, name: Build, days: 10, after: [B]}\n"
            "  - {id: E, name: Go-live, days: 1, after: [C, D]}\n",
        ),
        (
            "If everything goes to plan, on **Thursday, 15 May 2025**.\n\n"
            "The longest chain is A → B → D → E: 5 + 8 + 10 + 1 = 24 working days, and 15 May is the 24th "
            "if today counts as the first. That is a month and a day from now.\n\n"
            "Translation has slack: it takes 6 days where design and build together take 18, so it can "
            "start up to 12 working days late without moving the end."
        ),
    ),
    "quadro_atrasos_pt": (
        s("Hoje é 18/03/2025.")
        + u("Que cartões do quadro Obras estão atrasados?")
        + t(
            "listar_cartoes",
            {"quadro": "Obras", "abertos": True},
            [
                {
                    "nome": "Licença municipal",
                    "due": "2025-03-10",
                    "lista": "A fazer",
                    "membros": [],
                },
                {
                    "nome": "Orçamento caixilharia",
                    "due": "2025-03-17",
                    "lista": "Em curso",
                    "membros": ["Dália Pires"],
                },
                {
                    "nome": "Pintura do átrio",
                    "due": "2025-03-28",
                    "lista": "A fazer",
                    "membros": ["Nuno"],
                },
                {"nome": "Ata da reunião", "due": None, "lista": "Em curso", "membros": ["Nuno"]},
            ],
        ),
        (
            "Há dois cartões atrasados:\n\n"
            "1. **Licença municipal**: venceu a 10 de março, há oito dias, e não tem ninguém atribuído.\n"
            "2. **Orçamento caixilharia**: venceu ontem, segunda-feira; está em curso com a Dália.\n\n"
            "A pintura do átrio só vence daqui a dez dias e a ata da reunião não tem prazo. Queres que "
            "atribua a licença a alguém?"
        ),
    ),
    "toggl_hours": (
        u("How many billable hours did I log for Osprey between 2 and 4 June 2025?")
        + t(
            "time_entries",
            {"project": "Osprey", "from": "2025-06-02", "to": "2025-06-04"},
            {
                "total_count": 5,
                "per_page": 50,
                "data": [
                    {"start": "2025-06-02T09:00:00+02:00", "dur": 9000000, "is_billable": True},
                    {"start": "2025-06-02T13:10:00+02:00", "dur": 2700000, "is_billable": False},
                    {"start": "2025-06-03T08:30:00+02:00", "dur": 12600000, "is_billable": True},
                    {"start": "2025-06-04T10:00:00+02:00", "dur": 5400000, "is_billable": True},
                    {"start": "2025-06-04T15:45:00+02:00", "dur": 1800000, "is_billable": False},
                ],
            },
        ),
        (
            "**7.5 billable hours** in three entries:\n\n"
            "- Mon 2 June: 2 h 30 min\n- Tue 3 June: 3 h 30 min\n- Wed 4 June: 1 h 30 min\n\n"
            "On top of that come 1 h 15 min that aren't billable (45 min on Monday, half an hour on "
            "Wednesday), so 8¾ hours altogether. Your longest stretch was on Tuesday, from 8:30 to noon."
        ),
    ),
    "contract_clause_citations": (
        u("Can we terminate the Hollis Freight agreement early, and what would it cost?")
        + d(
            (
                "1",
                (
                    "Master Services Agreement, Clause 14.2. Either party may terminate this Agreement "
                    "for convenience upon not less than ninety (90) days' written notice, provided that "
                    "no such notice shall take effect before the first anniversary of the Commencement "
                    "Date."
                ),
            ),
            (
                "2",
                (
                    "Schedule C, Fees. If the Customer terminates under Clause 14.2, it shall pay an "
                    "early termination fee equal to two (2) months of the Base Fee. The Base Fee is "
                    "EUR 8,400 per month."
                ),
            ),
            ("3", "Order Form. Commencement Date: 1 February 2025. Initial term: 36 months."),
        ),
        (
            "Yes. Either party may terminate for convenience with at least 90 days' written notice, "
            'although "no such notice shall take effect before the first anniversary of the Commencement '
            'Date" [1]. As the agreement commenced on 1 February 2025 [3], the earliest end is 1 February '
            "2026, two years before the 36 months are over.\n\n"
            "The price is an early termination fee of two months of the base fee [2], that is "
            "**€16,800**.\n\n"
            "To leave on the first possible day, the notice should be served by 3 November 2025, better "
            "a few days sooner. Please have counsel confirm this; I have seen only these three excerpts."
        ),
    ),
    "dsgvo_richtlinie_de": (
        u("Wie lange dürfen wir Bewerbungsunterlagen laut unserer Richtlinie aufbewahren?")
        + d(
            (
                "richtlinie-datenschutz-v4",
                (
                    "§ 6 Aufbewahrung. (1) Unterlagen abgelehnter Bewerberinnen und Bewerber werden sechs "
                    "Monate nach Zugang der Absage gelöscht. (2) Eine längere Speicherung, höchstens "
                    "jedoch zwei Jahre, ist nur mit ausdrücklicher Einwilligung zulässig. (3) Die "
                    "Löschung ist im Verzeichnis L-12 zu protokollieren."
                ),
            ),
            (
                "handbuch-recruiting",
                (
                    "Kapitel 3: Für den Talentpool holen wir die Einwilligung über das Formular F-88 ein. "
                    "Stand: Januar 2024."
                ),
            ),
        ),
        (
            "Grundsätzlich **sechs Monate** ab Zugang der Absage (§ 6 Abs. 1 der Richtlinie). Länger geht "
            "es nur mit Zustimmung: „Eine längere Speicherung, höchstens jedoch zwei Jahre, ist nur mit "
            "ausdrücklicher Einwilligung zulässig“ [richtlinie-datenschutz-v4].\n\n"
            "Praktisch heißt das:\n"
            "1. Absage zugestellt am 15. März? Dann bis 15. September löschen (Beispiel).\n"
            "2. Die Löschung im Verzeichnis L-12 protokollieren.\n"
            "3. Für den Talentpool vorher das Formular F-88 einholen [handbuch-recruiting].\n\n"
            "Ob die Fristen rechtlich genügen, sollte Ihre Datenschutzbeauftragte beurteilen."
        ),
    ),
    "bail_fr": (
        u(
            "D'après mon bail, mon bailleur peut-il garder tout le dépôt de garantie pour une peinture ?"
        )
        + t(
            "lire_document",
            {"nom": "bail"},
            "CONTRAT DE LOCATION — 14, rue des Tanneurs\nArticle 4. Le loyer est fixé à 780 € par "
            "mois, charges non comprises (65 €).\nArticle 7. Le dépôt de garantie s'élève à un mois "
            "de loyer hors charges. Il est restitué dans un délai de deux mois à compter de la "
            "remise des clés, déduction faite des sommes dues au titre des dégradations, à "
            "l'exclusion de la vétusté.\nArticle 11. Préavis du locataire : un mois.\n",
        ),
        (
            "D'après votre bail, pas pour une simple usure. L'article 7 prévoit que le dépôt est restitué "
            "« déduction faite des sommes dues au titre des dégradations, à l'exclusion de la vétusté ».\n\n"
            "Le dépôt équivaut à un mois de loyer hors charges, donc **780 €** (et non 845 € charges "
            "comprises). Le bailleur doit le rendre dans les deux mois suivant la remise des clés.\n\n"
            "Je vous conseille de lui demander par écrit les justificatifs et l'état des lieux. Voulez-vous "
            "que je rédige la lettre ?"
        ),
    ),
    "terms_ellipsis": (
        u("Does the SLA policy promise any credit when the service is down?")
        + t(
            "fetch_policy",
            {"slug": "sla"},
            "# Service Level\n\n## 2 Credits\n\nIf monthly uptime falls below 99.9 %, the customer "
            "receives, upon request made within 30 days, a credit of 10 % of the monthly fee; below "
            "99.0 % the credit is 25 %. Credits are the sole remedy.\n\n## 3 Exclusions\n\nScheduled "
            "maintenance of up to 4 hours per month does not count as downtime.\n",
        ),
        (
            'It does. Below 99.9 % in a month "the customer receives … a credit of 10 % of the monthly '
            'fee"; below 99.0 % it is a quarter of the fee. You have to ask for it within 30 days, and '
            'credits are "the sole remedy".\n\n'
            "In a month of 30 days, 99.9 % leaves room for about 43 minutes of downtime, and 99.0 % for "
            "7.2 hours. Scheduled maintenance, up to four hours a month, isn't counted."
        ),
    ),
    "decisions_registry_empty": (
        u(
            "Any decisions of the arbitration board on 'software escrow' since 2020? And on 'source code "
            "deposit'?"
        )
        + t(
            "search_decisions",
            {"q": "software escrow", "from_year": 2020},
            {"count": 0, "decisions": [], "took_ms": 14},
        )
        + t(
            "search_decisions",
            {"q": "source code deposit", "from_year": 2020},
            {
                "count": 2,
                "decisions": [
                    {
                        "no": "AB 31/2021",
                        "date": "2021-10-05",
                        "parties": "Calder Systems v. Marsh Metering",
                        "outcome": "claim_dismissed",
                    },
                    {
                        "no": "AB 9/2024",
                        "date": "2024-03-18",
                        "parties": "Ivory Soft v. Town of Brenlow",
                        "outcome": "settled",
                    },
                ],
                "took_ms": 22,
            },
        ),
        (
            'For "software escrow" the board\'s search returns nothing since 2020. "Source code deposit" '
            "gives two decisions:\n\n"
            "* **AB 31/2021**, *Calder Systems v. Marsh Metering*, 5 October 2021: the claim was dismissed\n"
            "* **AB 9/2024**, *Ivory Soft v. Town of Brenlow*, 18 March 2024: settled\n\n"
            "The entries contain no reasoning, so I can't say yet whether either helps you. An older or "
            "differently worded decision would not have turned up in these two searches."
        ),
    ),
    "trial_abstracts_cited": (
        u("Does zinc shorten a cold in adults? Use the abstracts you find and cite them.")
        + d(
            (
                "39900112",
                (
                    "Randomised trial, 214 adults with a cold of less than 24 h. Zinc acetate lozenges (80 "
                    "mg/day) v. placebo. Median duration 4.5 v. 6.0 days (hazard ratio 1.42, 95 % CI "
                    "1.08-1.87). Nausea 18 % v. 9 %."
                ),
            ),
            (
                "39911740",
                (
                    "Open-label trial, 388 adults. Zinc gluconate 45 mg/day. No difference in duration "
                    "(5.8 v. 5.9 days, P=0.71). Adherence was 61 %."
                ),
            ),
            (
                "39920056",
                (
                    "Review of nine trials in children under 12. Evidence of low certainty; adults were "
                    "excluded."
                ),
            ),
        ),
        (
            "The evidence is mixed. In a placebo-controlled trial of 214 adults, zinc acetate lozenges "
            "(80 mg a day) cut the median duration from 6 to 4.5 days, i.e. by a quarter (HR 1.42, 95 % CI "
            "1.08 to 1.87) [39900112]. Nausea was twice as common, at 18 % [39900112].\n\n"
            "A larger but open-label trial with 388 adults, using 45 mg a day, saw no difference: 5.8 "
            "against 5.9 days [39911740]. Its adherence of 61 % and the lower dose might explain this, "
            "though neither abstract compares the two.\n\n"
            "The third abstract is about children only, so I left it aside [39920056]."
        ),
    ),
    "plate_replicates": (
        u("Plate 17: blank-corrected means for the samples, and is any replicate off?")
        + t(
            "plate_reader",
            {"plate": 17},
            "well,sample,od600\nA1,blank,0.050\nA2,blank,0.052\nA3,blank,0.048\n"
            "B1,WT,0.412\nB2,WT,0.420\nB3,WT,0.408\nC1,dmut,0.231\nC2,dmut,0.229\nC3,dmut,0.335\n",
        ),
        (
            "The blank averages 0.050. After subtracting it:\n\n"
            "| Sample | Mean OD600 | Range (raw) |\n|---|---:|---|\n| WT | 0.363 | 0.408–0.420 |\n"
            "| dmut | 0.215 | 0.229–0.335 |\n\n"
            "WT is tight (the standard deviation is 0.006). In `dmut`, **C3 looks off**: 0.335, when the "
            "other two wells differ by 0.002 only. Without C3 the corrected mean would be 0.180, about "
            "half of WT instead of 59 %.\n\n"
            "Three wells are hardly enough for a proper outlier test, so I'd repeat the measurement rather than "
            "drop C3."
        ),
    ),
    "saline_dilution": (
        u("I need 500 mL of 150 mM NaCl. What do we have, and how do I make it?")
        + t(
            "inventory_lookup",
            {"item": "NaCl stock"},
            {
                "items": [
                    {
                        "barcode": "CH-20771",
                        "name": "NaCl stock, aqueous",
                        "conc_molar": 5.0,
                        "volume_ml": 240,
                        "location": "Cabinet 3, shelf B",
                        "expires": "2026-06-30",
                        "opened_by": None,
                    }
                ]
            },
        ),
        (
            "There is a 5 M stock (**CH-20771**, 240 mL left, cabinet 3, shelf B, good until the end of "
            "June 2026).\n\n"
            "With C₁V₁ = C₂V₂:\n\n"
            "V₁ = 0.150 M × 500 mL / 5 M = **15 mL**\n\n"
            "1. Measure 15 mL of the stock.\n2. Fill up to 500 mL with water (about 485 mL).\n"
            "3. Mix and label.\n\n"
            "That is a dilution of 1 : 33 or so. The bottle would last for 16 such batches. For "
            "comparison, 150 mM of NaCl (58.44 g/mol) is some 8.8 g per litre."
        ),
    ),
    "wenxian_zh": (
        u("这两篇报告对青禾湖水质的结论一致吗?")
        + d(
            (
                "报告甲",
                (
                    "青禾湖2023年监测:总磷年均0.042毫克/升,较2022年的0.056毫克/升下降。"
                    "采样点6个,每月一次。结论:水质有所改善。"
                ),
            ),
            (
                "报告乙",
                (
                    "青禾湖2023年7月至8月蓝藻专项调查:叶绿素a最高达38微克/升,3个近岸点出现水华。"
                    "结论:夏季富营养化风险仍然较高。"
                ),
            ),
        ),
        (
            "不完全一致,但也不矛盾:两篇报告看的是不同的指标和时段。\n\n"
            "- **全年平均**:总磷从0.056降到0.042毫克/升,下降25%,结论是“水质有所改善”[报告甲]。"
            "按6个采样点每月一次计算,一年约有72个样品。\n"
            "- **夏季**:7至8月叶绿素a最高38微克/升,3个近岸点出现水华,"
            "结论是“夏季富营养化风险仍然较高”[报告乙]。\n\n"
            "因此比较稳妥的说法是:总体好转,夏季近岸仍需警惕。报告乙没有给出总磷数据,"
            "所以无法直接比较。"
        ),
    ),
    "freezer_excursion": (
        s("Today is Monday, 2025-08-11.")
        + u("Did freezer F-80-2 get warm this weekend? Anything above -65 °C counts.")
        + t(
            "sensor_history",
            {"device": "F-80-2", "from": "2025-08-09", "to": "2025-08-10"},
            "time_utc,celsius,door\n2025-08-09T00:00,-79.1,closed\n2025-08-09T12:00,-78.8,closed\n"
            "2025-08-10T02:05,-70.3,open\n2025-08-10T02:10,-64.2,open\n2025-08-10T02:40,-61.2,open\n"
            "2025-08-10T03:25,-64.9,closed\n2025-08-10T03:30,-66.0,closed\n"
            "2025-08-10T12:00,-78.5,closed\n2025-08-10T23:55,-79.0,closed\n",
        ),
        (
            "Yes, once. In the early hours of Sunday, 10 August, F-80-2 was above −65 °C from the reading "
            "at 02:10 to the one at 03:25 UTC, so for roughly **an hour and a quarter**.\n\n"
            "The warmest reading was −61.2 °C (about −78 °F) at 02:40, almost 18 degrees warmer than on "
            "Saturday at noon. The door is logged as open from 02:05 to 02:40, and as closed again by "
            "03:25. At noon the freezer was back at −78.5 °C.\n\n"
            "Readings are sparse, so a somewhat warmer moment in between can't be excluded."
        ),
    ),
    "slo_budget": (
        s("Our SLO for search-api is 99.9 % successful requests over 30 days.")
        + u("How's the error budget?")
        + t(
            "promql",
            {"query": 'sum(increase(http_requests_total{job="search-api"}[30d]))'},
            {
                "status": "success",
                "data": {
                    "resultType": "vector",
                    "result": [{"metric": {}, "value": [1759276800, "41500000"]}],
                },
            },
        )
        + t(
            "promql",
            {"query": 'sum(increase(http_requests_total{job="search-api",code=~"5.."}[30d]))'},
            {
                "status": "success",
                "data": {
                    "resultType": "vector",
                    "result": [{"metric": {}, "value": [1759276800, "31125"]}],
                },
            },
        ),
        (
            "Three quarters of it are used up. Over the 30 days to 1 October 2025 `search-api` served "
            "41.5 million requests, of which 31,125 failed with a 5xx. That is a success rate of "
            "**99.925 %**, so you are within the SLO.\n\n"
            "- Budget: 0.1 % of 41.5 million = 41,500 failures\n- Left: 10,375, exactly 25 %\n\n"
            "On average that's a good thousand failures a day. I counted only 5xx as unsuccessful; "
            "client-side timeouts would hardly show up in a server's counter."
        ),
    ),
    "larm_sv": (
        u("Kvittera larmet om diskutrymme på lagring-4 och säg hur illa det är.")
        + t(
            "lista_incidenter",
            {"status": "triggered"},
            {
                "incidents": [
                    {
                        "id": "Q2TNR7",
                        "title": "Diskutrymme < 5 % på lagring-4",
                        "urgency": "high",
                        "created_at": "2025-02-26T05:47:00Z",
                        "assignee": "Elin Ström",
                    },
                    {
                        "id": "Q2TNXA",
                        "title": "Hög svarstid på webb-1",
                        "urgency": "low",
                        "created_at": "2025-02-26T06:10:00Z",
                        "assignee": None,
                    },
                ],
                "more": False,
            },
        )
        + t(
            "diskstatus",
            {"host": "lagring-4"},
            {"mount": "/data", "total_bytes": 4000000000000, "free_bytes": 160000000000},
        )
        + t(
            "kvittera",
            {"id": "Q2TNR7"},
            {"id": "Q2TNR7", "status": "acknowledged", "at": "2025-02-26T06:17:00Z"},
        ),
        (
            "Larmet **Q2TNR7** är kvitterat sedan kl. 06:17 UTC, en halvtimme efter att det gick.\n\n"
            "På `/data` är 160 GB av 4 TB lediga, alltså 4 % – strax under gränsen på 5 %. För att komma "
            "över den behöver ni frigöra drygt 40 GB. Larmet har hög prioritet och ligger på Elin Ström.\n\n"
            "Det finns ett larm till, om svarstiden på webb-1 (låg prioritet, ingen ansvarig). Det har jag "
            "inte rört."
        ),
    ),
    "cert_expiry": (
        s("Today is 2025-11-03.")
        + u("Which of our certificates run out within 30 days?")
        + t(
            "list_certificates",
            {},
            {
                "certificates": [
                    {
                        "cn": "www.brightwell.example",
                        "not_after": "2025-11-10T23:59:59Z",
                        "issuer": "Local CA R3",
                        "auto_renew": True,
                    },
                    {
                        "cn": "vpn.brightwell.example",
                        "not_after": "2025-11-28T12:00:00Z",
                        "issuer": "Local CA R3",
                        "auto_renew": False,
                    },
                    {
                        "cn": "mail.brightwell.example",
                        "not_after": "2026-01-15T08:30:00Z",
                        "issuer": "Local CA R3",
                        "auto_renew": True,
                    },
                    {
                        "cn": "old.brightwell.example",
                        "not_after": "2025-09-01T00:00:00Z",
                        "issuer": "Local CA R2",
                        "auto_renew": False,
                    },
                ],
                "next_page": None,
            },
        ),
        (
            "Two of the four:\n\n"
            "1. `www.brightwell.example` – in a week, on Monday, 10 November. Auto-renewal is on.\n"
            "2. `vpn.brightwell.example` – on 28 November at noon UTC, in 25 days. **Auto-renewal is off**, "
            "so somebody has to take care of it.\n\n"
            "Besides, `old.brightwell.example` already expired on 1 September, nine weeks ago; it also comes "
            "from another issuer (R2). `mail` is fine until the middle of January."
        ),
    ),
    "image_scan": (
        u("Scan registry.example.io/tern/api:2.3.0 and tell me what I must fix.")
        + t(
            "trivy_image",
            {"image": "registry.example.io/tern/api:2.3.0"},
            {
                "ArtifactName": "registry.example.io/tern/api:2.3.0",
                "Metadata": {"OS": {"Family": "debian", "Name": "12.5", "EOSL": False}},
                "Results": [
                    {
                        "Target": "os-pkgs",
                        "Vulnerabilities": [
                            {
                                "VulnerabilityID": "CVE-2099-10432",
                                "PkgName": "libxpath",
                                "InstalledVersion": "2.9.14-1",
                                "FixedVersion": "2.9.14-3",
                                "Severity": "CRITICAL",
                            },
                            {
                                "VulnerabilityID": "CVE-2099-08817",
                                "PkgName": "tarfmt",
                                "InstalledVersion": "1.34",
                                "FixedVersion": "",
                                "Severity": "LOW",
                            },
                        ],
                    },
                    {
                        "Target": "app/requirements.txt",
                        "Vulnerabilities": [
                            {
                                "VulnerabilityID": "CVE-2099-11590",
                                "PkgName": "jinjar",
                                "InstalledVersion": "3.1.2",
                                "FixedVersion": "3.1.4",
                                "Severity": "HIGH",
                            },
                            {
                                "VulnerabilityID": "CVE-2099-11602",
                                "PkgName": "jinjar",
                                "InstalledVersion": "3.1.2",
                                "FixedVersion": "3.1.5",
                                "Severity": "HIGH",
                            },
                        ],
                    },
                    {"Target": "app/secrets", "Vulnerabilities": None},
                ],
            },
        ),
        (
            "Four findings: one critical, two high, one low. Three have a fix:\n\n"
            "- **CVE-2099-10432** (critical) in `libxpath` 2.9.14-1 → update to 2.9.14-3\n"
            "- **CVE-2099-11590** and **CVE-2099-11602** (both high) in `jinjar` 3.1.2 → 3.1.5 covers "
            "both; 3.1.4 would cure just the first\n\n"
            "For the low one, CVE-2099-08817 in `tarfmt` 1.34, there is no fixed version yet. The base is "
            "Debian 12.5, which the scanner doesn't list as end-of-life.\n\n"
            "So: rebuild on a fresh base image and put `jinjar>=3.1.5` into `app/requirements.txt`."
        ),
    ),
    "nmap_ports": (
        u("What is open on 192.0.2.44? It's our printer, I have permission.")
        + t(
            "nmap",
            {"target": "192.0.2.44", "options": "-sV --top-ports 1000"},
            '<nmaprun start="1741608000"><host><status state="up"/>\n'
            '<address addr="192.0.2.44" addrtype="ipv4"/><ports>\n'
            '<extraports state="closed" count="996"/>\n'
            '<port protocol="tcp" portid="23"><state state="open"/><service name="telnet"/></port>\n'
            '<port protocol="tcp" portid="80"><state state="open"/><service name="http" '
            'product="PrintSrv" version="4.02"/></port>\n'
            '<port protocol="tcp" portid="443"><state state="filtered"/><service name="https"/></port>\n'
            '<port protocol="tcp" portid="9100"><state state="open"/><service name="jetdirect"/></port>\n'
            "</ports></host></nmaprun>",
        ),
        (
            "Three of the 1,000 ports scanned are open on 192.0.2.44:\n\n"
            "| Port | Service | My take |\n|---|---|---|\n"
            "| 23/tcp | telnet | unencrypted; switch it off |\n"
            "| 80/tcp | http (PrintSrv 4.02) | administration page, presumably |\n"
            "| 9100/tcp | jetdirect | raw printing, to be expected on a printer |\n\n"
            "443 is filtered and the other 996 are closed. UDP was not scanned, so SNMP on port 161, which "
            "printers often have enabled, is still an open question. The scan began on 10 March 2025 at "
            "12:00 UTC."
        ),
    ),
    "oee_shift": (
        u("OEE for line 4, early shift on 2025-05-19?")
        + t(
            "mes_shift",
            {"line": 4, "shift": "early", "date": "2025-05-19"},
            {
                "line": 4,
                "planned_min": 480,
                "stops": [
                    {"reason": "changeover", "min": 32},
                    {"reason": "jam", "min": 9},
                    {"reason": "no material", "min": 6},
                ],
                "ideal_cycle_s": 30,
                "made": 812,
                "good": 797,
                "operator": "K. Adeyemi",
            },
        ),
        (
            "OEE was **83.0 %** on Monday's early shift:\n\n"
            "- Availability: 433 of 480 minutes = 90.2 %\n"
            "- Performance: 812 parts against an ideal 866 in the running time = 93.8 %\n"
            "- Quality: 797 good out of 812 = 98.2 %\n\n"
            "The stops came to 47 minutes, and over two thirds of that was the changeover (32 min). Jams "
            "cost 9 minutes and missing material 6. With a changeover of 20 minutes instead, availability "
            "would be 92.7 %. Fifteen parts were not good."
        ),
    ),
    "cpk_cs": (
        u(
            "Jaká je způsobilost procesu u průměru hřídele, dávka 7731? Tolerance je 11,98 až 12,04 mm."
        )
        + t(
            "spc_data",
            {"davka": "7731", "znak": "průměr hřídele"},
            {
                "davka": "7731",
                "n": 125,
                "prumer_mm": 12.013,
                "sigma_mm": 0.006,
                "min_mm": 11.998,
                "max_mm": 12.029,
                "mimo_toleranci": 0,
            },
        ),
        (
            "Proces je způsobilý: **Cpk = 1,50**, Cp = 1,67 (ze 125 měření).\n\n"
            "- k horní mezi: (12,04 − 12,013) / (3 × 0,006) = 1,50\n"
            "- k dolní mezi: (12,013 − 11,98) / (3 × 0,006) = 1,83\n\n"
            "Průměr 12,013 mm leží 3 µm nad středem tolerance (12,010 mm), proto rozhoduje horní mez. "
            "Všechny naměřené hodnoty byly v toleranci, nejmenší 11,998 a největší 12,029 mm, tedy v rozpětí "
            "31 µm. Pokud váš zákazník žádá Cpk alespoň 1,33, jste s rezervou nad tím."
        ),
    ),
    "soil_lime_plan": (
        u("Soil results for field Hill Top, please. How much lime and nitrogen do I have to buy?")
        + t(
            "soil_report",
            {"field": "Hill Top"},
            "Field: Hill Top          Area: 12.5 ha      Sampled: 2025-03-06\n"
            "pH (water)      5.8      target 6.5\nP (Olsen)       14 mg/l  index 1\n"
            "K               180 mg/l index 2-\nMg              62 mg/l  index 2\n"
            "Recommendation: ground limestone 3.2 t/ha; N 120 kg/ha in two dressings\n",
        ),
        (
            "For the 12.5 hectares of Hill Top (sampled on 6 March 2025):\n\n"
            "**Lime:** 3.2 t/ha × 12.5 ha = **40 tonnes** of ground limestone. The pH is 5.8, seven tenths "
            "below target.\n\n"
            "**Nitrogen:** 120 kg/ha makes 1,500 kg of N. As a product with 27 % N, for instance, that "
            "would be about 5.6 t, or 444 kg/ha; split in two equal dressings, some 222 kg/ha each.\n\n"
            "Phosphate is low (index 1, 14 mg/l), while K and Mg are at index 2− and 2. The report has no "
            "recommendation for phosphate, so ask your adviser about that one."
        ),
    ),
    "irrigation_sensor_fault": (
        u("Should block C be watered today? Our threshold is 22 % soil moisture.")
        + t(
            "moisture",
            {"block": "C"},
            {
                "block": "C",
                "read_at": "2025-07-04T05:30:00+03:00",
                "sensors": [
                    {"id": "C-1", "depth_cm": 20, "vwc": 0.194, "battery_v": 3.6},
                    {
                        "id": "C-2",
                        "depth_cm": 20,
                        "vwc": None,
                        "battery_v": 2.1,
                        "error": "LOW_BATT",
                    },
                    {"id": "C-3", "depth_cm": 40, "vwc": 0.238, "battery_v": 3.5},
                ],
            },
        )
        + t(
            "forecast",
            {"block": "C", "hours": 24},
            {"rain_mm": 0.4, "rain_probability": 0.15, "tmax_c": 33, "wind_kmh": 18},
        ),
        (
            "I'd say yes. At 20 cm the soil has **19.4 %**, which is 2.6 points under your threshold; at 40 "
            "cm it still has 23.8 %. The next 24 hours bring hardly any rain (0.4 mm at a chance of 15 %) and "
            "up to 33 °C (91 °F).\n\n"
            "Mind that this rests on two of three sensors: C-2 gives no value, its battery is down to 2.1 V. "
            "It should be replaced before you rely on block C again.\n\n"
            "The readings are from 5:30 this morning, local time (02:30 UTC). I haven't opened any valve."
        ),
    ),
    "smart_meter_cost": (
        u("What did electricity cost me last week? Meter 7700419, tariff is on my account.")
        + t(
            "meter_daily",
            {"meter": "7700419", "period": "last_week"},
            {
                "unit": "Wh",
                "days": [
                    {"date": "2025-01-13", "peak": 6200, "off_peak": 4100},
                    {"date": "2025-01-14", "peak": 5900, "off_peak": 3800},
                    {"date": "2025-01-15", "peak": 7400, "off_peak": 4500},
                    {"date": "2025-01-16", "peak": 6100, "off_peak": 4000},
                    {"date": "2025-01-17", "peak": 6600, "off_peak": 4300},
                    {"date": "2025-01-18", "peak": 8300, "off_peak": 5200},
                    {"date": "2025-01-19", "peak": 9500, "off_peak": 6100},
                ],
            },
        )
        + t(
            "tariff",
            {"meter": "7700419"},
            {
                "peak_ct_per_kwh": 34.0,
                "off_peak_ct_per_kwh": 25.5,
                "standing_ct_per_day": 42,
                "currency": "EUR",
            },
        ),
        (
            "From Monday, 13 January to Sunday, 19 January you used **82 kWh** and paid **€28.10**:\n\n"
            "- 50 kWh at peak times × 34 ct = €17.00\n- 32 kWh off-peak × 25.5 ct = €8.16\n"
            "- standing charge, 7 × 42 ct = €2.94\n\n"
            "Sunday was the most expensive day with 15.6 kWh, Tuesday the cheapest with 9.7. At the weekend "
            "you used 29.1 kWh, over a third of the week.\n\n"
            "Had a quarter of the peak consumption been off-peak, you'd have saved a bit more than one "
            "euro."
        ),
    ),
    "metar_crosswind": (
        u("Decode the latest METAR for EKQX. How much crosswind on runway 27 (heading 270)?")
        + t(
            "metar",
            {"station": "EKQX"},
            "METAR EKQX 141250Z 24016G28KT 9999 SCT022 BKN035 11/06 Q1004 NOSIG=",
        ),
        (
            "Observed on the 14th at 12:50 UTC:\n\n"
            "- Wind from 240° at 16 kt, gusting to 28 kt (52 km/h)\n- Visibility 10 km or more\n"
            "- Scattered clouds at 2,200 ft, broken at 3,500 ft\n"
            "- Temperature 11 °C, dew point 6 °C, a spread of five degrees\n"
            "- QNH 1004 hPa, no significant change expected\n\n"
            "The wind comes 30° from the left of runway 27. That gives a crosswind of **8 kt, and 14 kt in "
            "gusts** (sin 30° = 0.5), with a headwind of about 14 kt. I took the two directions as they "
            "stand; a METAR gives true degrees, so allow for the variation. Not for operational use."
        ),
    ),
    "flight_plan_fuel": (
        u("Check the fuel on OFP QX417 and tell me when we arrive, local time.")
        + t(
            "get_ofp",
            {"flight": "QX417"},
            "OFP QX417  17SEP25   DEP EKQX (UTC+2)   ARR LZQB (UTC+3)\n"
            "EOBT 0635Z   BLOCK TIME 0225\nTAXI           200\nTRIP          5230\n"
            "CONT 5%        262\nALTN          1180\nFINRES        1090\nEXTRA          498\n"
            "BLOCK FUEL    8460 KG\n",
        ),
        (
            "The fuel adds up: 200 + 5,230 + 262 + 1,180 + 1,090 + 498 = **8,460 kg** (about 18,650 lb). The "
            "contingency is right as well, 5 % of the trip fuel is 261.5 kg, rounded up to 262. Extra fuel "
            "makes up just under 6 % of the block fuel.\n\n"
            "Off blocks at 06:35Z and 2 h 25 min later on blocks, so you arrive at **09:00Z, noon local "
            "time**. Departure is at 8:35 in the morning local. The day is a Wednesday."
        ),
    ),
    "ruhsat_tr": (
        u("2025/1187 numaralı yapı ruhsatı başvurum ne durumda?")
        + t(
            "basvuru_sorgula",
            {"basvuru_no": "2025/1187"},
            {
                "basvuru_no": "2025/1187",
                "sahibi": "Nurhan Demirel",
                "tarih": "2025-04-07",
                "durum": "EKSIK_BELGE",
                "eksik_belgeler": ["Zemin etüdü raporu", "Enerji kimlik belgesi"],
                "son_teslim": "2025-05-07",
                "harc": {"tutar": "3250.00", "odendi": True},
                "memur": None,
            },
        ),
        (
            "Başvurunuz henüz sonuçlanmadı, **iki belge eksik**:\n\n"
            "1. Zemin etüdü raporu\n2. Enerji kimlik belgesi\n\n"
            "Bunları en geç **7 Mayıs 2025 Çarşamba** gününe kadar, yani başvuru tarihinden (7 Nisan) 30 gün "
            "içinde teslim etmeniz gerekiyor. 3.250 tutarındaki harç ödenmiş görünüyor. Dosyaya atanmış bir "
            "memur yok.\n\n"
            "İsterseniz teslim için bir hatırlatma ekleyebilirim."
        ),
    ),
    "census_table": (
        u("How has the municipality of Ostervik changed since 2014?")
        + t(
            "statbank",
            {"area": "Ostervik", "years": [2014, 2024]},
            "year;population;households;age_65_plus;area_km2\n2014;18240;7296;3283;152.0\n"
            "2024;19608;8170;4314;152.0\n",
        ),
        (
            "Ostervik has grown and aged:\n\n"
            "- **Population:** from 18,240 to 19,608, that's 1,368 more, or +7.5 % in ten years\n"
            "- **Density:** 129 people per km² rather than 120, on an unchanged 152 km²\n"
            "- **Households:** 8,170, up 12 %; the average household shrank from 2.5 to 2.4 people\n"
            "- **65 and over:** 22 % of the inhabitants, against 18 % in 2014\n\n"
            "The older group alone grew by 1,031, so it accounts for about three quarters of the increase. "
            "The table only has these two years, so I can't tell whether growth was steady."
        ),
    ),
    "ferry_sources_disagree": (
        u("How many cars fit on the new Lindsund ferry, and when does it start?")
        + d(
            (
                "https://lindsundpost.example/ferry-named",
                (
                    "The new ferry, built at Marrow Yard, takes 420 passengers and 96 cars. Service is to "
                    "begin in May 2026, the county said on Tuesday."
                ),
            ),
            (
                "https://county.example/press/2025-44",
                (
                    "Press release 44/2025. Capacity: 399 passengers, 90 cars. Entry into service: 15 May "
                    "2026, subject to sea trials."
                ),
            ),
            ("https://shipblog.example/2024/08", "Rumour: the ferry might carry 110 cars."),
        ),
        (
            "The sources disagree. The county's own press release gives **90 cars** and 399 passengers "
            "[https://county.example/press/2025-44], whereas the local paper writes 96 cars and 420 "
            "passengers [https://lindsundpost.example/ferry-named]. I would trust the county more. (A blog "
            "from 2024 passes on a rumour of 110 cars; I'd ignore that.)\n\n"
            "On the start they go together: May 2026 according to the paper, 15 May 2026, a Friday, "
            'according to the county, "subject to sea trials".'
        ),
    ),
    "web_fetch_404_then_pdf": (
        u(
            "What are the fees for a stall at the Harrow Green market? Start from "
            "https://harrowgreen.example/market/fees."
        )
        + t(
            "fetch",
            {"url": "https://harrowgreen.example/market/fees"},
            "HTTP 404 Not Found",
            "error",
        )
        + t(
            "web_search",
            {"q": "Harrow Green market stall fees"},
            [
                {
                    "title": "Market rules and charges 2025 (PDF)",
                    "url": "https://harrowgreen.example/files/market-rules-2025.pdf",
                    "snippet": "Charges per market day ...",
                },
                {
                    "title": "Visit Harrow Green",
                    "url": "https://visit.example/harrow-green",
                    "snippet": "Saturday market from 8am to 2pm",
                },
            ],
        )
        + t(
            "fetch",
            {"url": "https://harrowgreen.example/files/market-rules-2025.pdf"},
            "Charges per market day. Stall up to 3 m: £22.50. Each further metre: £6. Electricity: £4. "
            "Season ticket (40 market days): 15% discount, payable in advance. Applications: Market "
            "Office, 2 Pump Lane, tel. 01632 960441, by noon on the Thursday before.",
        ),
        (
            "The page you gave me returns a 404, but the site's *Market rules and charges 2025* "
            "([PDF](https://harrowgreen.example/files/market-rules-2025.pdf)) has the fees, per market day:\n\n"
            "- Stall up to 3 m: **£22.50**\n- every further metre: £6\n- electricity: £4\n\n"
            "So a 5-metre stall with electricity would cost £38.50. A season ticket covers 40 days at 15 % "
            "off; for a plain 3-metre stall that would be £765 instead of £900.\n\n"
            "You apply to the Market Office, 2 Pump Lane, 01632 960441, by noon on the Thursday before. "
            "According to a search result, the market is on Saturdays from 8 am to 2 pm."
        ),
    ),
    "gitleaks_history": (
        u("Any secrets in the history of the repo? gitleaks is installed.")
        + t(
            "shell",
            {"command": "gitleaks detect --redact --report-format json --report-path -"},
            [
                {
                    "RuleID": "generic-api-key",
                    "File": "scripts/sync.sh",
                    "StartLine": 14,
                    "Secret": "REDACTED",
                    "Commit": "0d77be21c4a9",
                    "Author": "Piet Vos",
                    "Date": "2024-06-11T09:21:40Z",
                },
                {
                    "RuleID": "private-key",
                    "File": "test/fixtures/rsa.pem",
                    "StartLine": 1,
                    "Secret": "REDACTED",
                    "Commit": "a81f3390e5d2",
                    "Author": "Mina Rao",
                    "Date": "2023-12-01T16:05:02Z",
                },
            ],
            "error",
        ),
        (
            "gitleaks ended with an error status, which is what it does when it finds something. It lists "
            "two findings:\n\n"
            "1. `scripts/sync.sh`, line 14: an API key, committed by Piet Vos on 11 June 2024 (`0d77be2`)\n"
            "2. `test/fixtures/rsa.pem`: a private key, from Mina Rao's commit of 1 December 2023 "
            "(`a81f339`); going by the path it's a test fixture, so quite possibly harmless\n\n"
            "I ran it with `--redact`, so no secret is shown here. Revoke the API key first; removing it "
            "from the history comes second, since anybody may already have a copy."
        ),
    ),
}
