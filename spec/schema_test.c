#include "schema.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Records that others below may mention; well-formed. */
#define KNOWN_RECORDS                                                                              \
    "file base\n"                                                                                  \
    "clause CC-3 implementation\nfrom f\nmeans m\nshows s\n\n"                                     \
    "clause CC-4 caller\nfrom f\nmeans m\n\n"                                                      \
    "clause CC-5 implementation\nfrom f\nlike CC-3\n\n"                                            \
    "clause CC-6 implementation\nfrom f\nmeans\n over\n lines\nuntestable u\n\n"                   \
    "ambiguity AMB-16\nasks a?\nsays CC-3 s\nsays AMB-32 s\nreading ended e\nreading kept k\n"     \
    "settle s\n\n"                                                                                 \
    "ambiguity AMB-32\nasks a?\nreading noticed n\nsettle s\nuntestable u\n\n"                     \
    "profile sdk\nmeans m\n\n"                                                                     \
    "profile strict\nmeans m\nlike sdk\nchoose AMB-16 ended because\nchoose AMB-32 noticed so\n\n" \
    "error ERROR_ACCESS_DENIED 5\nfrom f\nmeans m\n\n"                                             \
    "constant GENERIC_READ 0x80000000\nfrom f\n\n"                                                 \
    "page CloseCluster\nedition 19H1\nfrom u\nsection remarks 2 sentences\nsection a.b 1\n"        \
    "sentence remarks.1 \"Closes a\" -> CC-3, AMB-16\n"                                            \
    "sentence a.b.1 \"See\" informative\n a link\n"                                                \
    "sentence remarks.2 \"It\" ->\n CC-4\n CC-5\n\n"                                               \
    "fixture two-node\ncluster $cluster \"c\" local\nnode $node \"n\" up\ngroup $g \"g\"\n"        \
    "resource $r \"r\" group $g\nnetwork $n \"n\"\nnetinterface $i \"i\"\nlimit handles 10\n\n"    \
    "table object p name\n Node CC-3 $node\n Group CC-4 \"a b\"\n\n"                               \
    "table once which how\n a AMB-16 ended\n b AMB-16 kept\n c AMB-32 noticed\n\n"                 \
    "table twice which how\n a AMB-16 ended\n b AMB-32 ended\n c AMB-32 noticed\n\n"               \
    "case by-row\nwhere once\nunder {which} {how}\nversus\n\n"                                     \
    "table letter l\n three 3\n four 4\n\n"                                                        \
    "case open\nclause CC-3 CC-4\nclause {p} CC-{l}\nwhere object letter\nunder AMB-32 noticed\n"  \
    "needs $node {name}\nwithin 5 s\ndisturbs nothing\nabout this\n c = OpenCluster(NULL)\n"       \
    "versus codes\n d = OpenCluster(NULL)\n\n"                                                     \
    "case choose\ndecides AMB-16\n\n"                                                              \
    "known open[*] fail\nprofile sdk\nwhy w\n\n"                                                   \
    "known open[*] fail\nprofile strict\nwhy w\n\n"                                                \
    "run r\nanything goes\n\n"

static struct problem problems[8];

/* Check two documents, a and b, and b alone: how many problems? */
static size_t check_after(const char *a, const char *b)
{
    struct document documents[2];
    struct spec spec;
    assert_true(document_open(&documents[0], "a", a, strlen(a), problems));
    assert_true(document_open(&documents[1], "b", b, strlen(b), problems));
    assert_true(spec_open(&spec, documents, 2, problems));
    memset(problems, 0, sizeof problems);
    size_t found = schema_check(&spec, 1, problems, sizeof problems / sizeof *problems);
    spec_close(&spec);
    document_close(&documents[0]);
    document_close(&documents[1]);
    return found;
}

static void what_the_notation_allows_passes(void **state)
{
    (void)state;
    size_t found = check_after("", KNOWN_RECORDS);
    for (size_t i = 0; i < found; i++) {
        print_message("base:%u: %s\n", problems[i].place.line, problems[i].what);
    }
    assert_int_equal(found, 0);
}

static void a_later_document_may_repeat_and_mention_what_is_in_an_earlier(void **state)
{
    (void)state;
    assert_int_equal(check_after(KNOWN_RECORDS, "case open\nclause {p}\nwhere object\n"), 0);
    assert_int_equal(
        check_after(KNOWN_RECORDS, "fixture two-node\n\nprofile x\nmeans m\nlike strict\n"), 0);
}

static void what_it_does_not_allow_is_one_problem_in_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned line;
        const char *what;
    } rows[] = {
        {"clauses CC-9 caller\n", 1, "unknown record type `clauses`"},
        {"case x\nclauses CC-3\n", 2, "a case has no field `clauses`"},
        {"case\n", 1, "`case` wants more: ID"},
        {"case x y\n", 1, "`y` is too much here: `case` wants ID"},
        {"case \"x\"\n", 1, "`\"x\"` stands where a word without quotes is wanted"},
        {"case x\nversus y\n", 2, "`y` stands where another word is wanted"},
        {"case x\nversus codes y\n", 2, "`y` is too much here: `versus` wants (codes)?"},

        {"clause CC-9 caller\nmeans m\n", 1, "this clause needs a field `from`"},
        {"clause CC-9 caller\nfrom f\n", 1, "needs a field `means` or `like`"},
        {"clause CC-9 implementation\nfrom f\nmeans m\n", 1, "`shows`, `untestable` or `like`"},
        {"clause CC-9 client\nfrom f\nmeans m\n", 1, "one of implementation|caller|nobody"},
        {"clause CC-9 call\nfrom f\nmeans m\n", 1, "one of implementation|caller|nobody"},
        {"clause CC-9 caller\n more\nfrom f\nmeans m\n", 2, "`more` is too much here"},
        {"clause CC-9 caller\nfrom f\nfrom f\nmeans m\n", 3, "`from` stands here a second time"},
        {"clause CC-9 caller\nfrom\nmeans m\n", 2, "`from` wants more: prose"},
        {"clause CC-9 caller\nfrom f\nlike CC-8\n", 3, "there is no clause `CC-8`"},
        {"clause CC-9 caller\nfrom f\nlike AMB-16\n", 3, "there is no clause `AMB-16`"},
        {"clause CC-9 caller\nfrom f\nlike CC-3 CC-4\n", 3, "`CC-4` is too much here"},
        {"clause CC-9 caller\nfrom f\nlike CC-9\n", 3, "in a circle?"},

        {"ambiguity AMB-9\nasks a\nreading r\n r\nsays CC-8 s\nsettle s\n", 5,
         "there is no clause/ambiguity `CC-8`"},
        {"ambiguity AMB-9\nasks a\nreading r r\nsays CC-3\nsettle s\n", 4, "`says` wants more"},
        {"ambiguity AMB-9\nasks a\nsettle s\n", 1, "this ambiguity needs a field `reading`"},
        {"ambiguity AMB-9\nasks a\nreading r r\n", 1, "this ambiguity needs a field `settle`"},
        {"ambiguity AMB-9\nreading r r\nsettle s\n", 1, "this ambiguity needs a field `asks`"},
        {"ambiguity AMB-9\nasks a\nreading r r\nsettle s\nreading r r\n", 5,
         "`reading r` stands here a second time"},

        {"profile p\n", 1, "this profile needs a field `means`"},
        {"profile p\nmeans m\nlike q\n", 3, "there is no profile `q`"},
        {"profile p\nmeans m\nlike p\n", 3, "in a circle?"},
        {"profile p\nmeans m\nchoose AMB-99 r why\n", 3, "there is no ambiguity `AMB-99`"},
        {"profile p\nmeans m\nchoose AMB-16 gone why\n", 3, "AMB-16 has no reading `gone`"},
        {"profile p\nmeans m\nchoose AMB-16 ended\n", 3, "`choose` wants more"},
        {"profile p\nmeans m\nchoose AMB-16 ended w\nchoose AMB-16 kept w\n", 4,
         "`choose AMB-16` stands here a second time"},

        {"error E five\nfrom f\nmeans m\n", 1, "`five` stands where a number is wanted"},
        {"error E 5\nfrom f\n", 1, "this error needs a field `means`"},
        {"constant E 5\n", 1, "this constant needs a field `from`"},

        {"case x\nclause CC-3 CC-8\n", 2, "there is no clause `CC-8`"},
        {"case x\nclause\n", 2, "`clause` wants more: clause..."},
        {"case x\ndecides AMB-99\n", 2, "there is no ambiguity `AMB-99`"},
        {"case x\ndecides AMB-16\ndecides AMB-32\n", 3, "`decides` stands here a second time"},
        {"case x\nunder AMB-32\n", 2, "`under` wants more: ambiguity reading"},
        {"case x\nunder AMB-32 seen\n", 2, "AMB-32 has no reading `seen`"},
        {"case x\nunder AMB-99 noticed\n", 2, "there is no ambiguity `AMB-99`"},
        {"case x\nwhere twice\nunder {which} {how}\n", 3, "AMB-32 has no reading `ended`"},
        {"case x\nwhere twice\nunder AMB-16 {how}\n", 3, "AMB-16 has no reading `noticed`"},
        {"case x\nwhere twice\nunder AMB-16 {why}\n", 3, "`{why}`: no table that this case names"},
        {"case x\nwhere objects\n", 2, "there is no table `objects`"},
        {"case x\nclause {p}\n", 2, "`{p}`: no table that this case names"},
        {"case x\nwhere object\nclause {q}\n", 3, "`{q}`: no table that this case names"},
        {"case x\nwhere letter\nclause CC-1{l}\n", 3, "there is no clause `CC-13`"},
        {"case x\nwithin 5 m\n", 2, "`m` stands where another word is wanted"},
        {"case x\nwithin s s\n", 2, "`s` stands where a number is wanted"},

        {"known x fail\n", 1, "this known needs a field `why`"},
        {"known x\nwhy w\n", 1, "`known` wants more: ID ID"},
        {"known x fail\nprofile p\nwhy w\n", 2, "there is no profile `p`"},

        {"fixture f\nnode node \"n\"\n", 2, "`node` stands where a $name is wanted"},
        {"fixture f\nnode $ \"n\"\n", 2, "`$` stands where a $name is wanted"},
        {"fixture f\nnode $n n\n", 2, "`n` stands where something in quotes is wanted"},
        {"fixture f\nnode $n \"n\"\ngroup $n \"g\"\n", 3, "$n stands here a second time"},
        {"fixture f\nknot $n \"n\"\n", 2, "a fixture has no field `knot`"},

        {"table t a\n", 1, "this table has no rows"},
        {"table t a\n x\n", 2, "this row has 1 cells, the table 2 columns"},
        {"table t a\n x \"y z\"\n x y z\n", 3, "this row has 3 cells"},
        {"table t\n x\n y\n x\n", 4, "there is a row x already"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t found = check_after(KNOWN_RECORDS, rows[i].text);
        if (found == 0 || problems[0].place.line != rows[i].line ||
            strstr(problems[0].what, rows[i].what) == NULL) {
            print_message("%s-> %zu: %u: %s\n", rows[i].text, found, problems[0].place.line,
                          problems[0].what);
        }
        assert_true(found > 0);
        assert_int_equal(problems[0].place.line, rows[i].line);
        assert_non_null(strstr(problems[0].what, rows[i].what));
    }
}

static void ids_are_given_once(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned line;
    } rows[] = {
        {"case x\n\ncase y\n\ncase x\n", 5},
        {"table t\n x\n\ntable t\n x\n", 4},
        {"profile p\nmeans m\n\nprofile p\nmeans m\n", 4},
        {"error E 1\nfrom f\nmeans m\n\nerror E 2\nfrom f\nmeans m\n", 5},
        {"clause C-1 caller\nfrom f\nmeans m\n\nclause C-1 caller\nfrom f\nmeans m\n", 5},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(check_after(KNOWN_RECORDS, rows[i].text), 1);
        assert_int_equal(problems[0].place.line, rows[i].line);
        assert_non_null(strstr(problems[0].what, "already, at b:"));
    }
    /* both say so where types share their ids */
    assert_int_equal(check_after("", "error E 1\nfrom f\nmeans m\n\nconstant E 1\nfrom f\n"), 2);
    assert_non_null(strstr(problems[0].what, "there is a constant E already, at b:5"));
}

static void a_page_accounts_for_each_sentence_once(void **state)
{
    (void)state;
    static const struct {
        const char *lines;
        unsigned line;
        const char *what;
    } rows[] = {
        {"section a 2 sentences\nsentence a.1 \"x\" -> CC-3\n", 4, "sentence a.2 is not accounted"},
        {"section a 1\nsentence a.1 \"x\" -> CC-3\nsentence a.1 \"x\" -> CC-3\n", 6,
         "sentence a.1 is accounted for in line 5 already"},
        {"section a 1\nsentence a.1 \"x\" -> CC-3\nsentence a.2 \"x\" -> CC-3\n", 6,
         "has a sentence a.2"},
        {"section a 1\nsentence a.1 \"x\" -> CC-3\nsentence b.1 \"x\" -> CC-3\n", 6,
         "has a sentence b.1"},
        {"section a 1\nsentence a.1 \"x\" -> CC-3\nsentence a.0 \"x\" -> CC-3\n", 6,
         "has a sentence a.0"},
        {"section a 1\nsentence a.1 \"x\" -> CC-3\nsentence a. \"x\" -> CC-3\n", 6,
         "has a sentence a."},
        {"section a 1\nsentence a.1 \"x\" -> CC-3\nsentence a \"x\" -> CC-3\n", 6,
         "has a sentence a"},
        {"section a 1\nsentence a.1 \"x\" -> CC-8\n", 5, "there is no clause/ambiguity `CC-8`"},
        {"section a 1\nsentence a.1 \"x\" ->\n", 5, "ends in -> and ids"},
        {"section a 1\nsentence a.1 \"x\"\n", 5, "`sentence` wants more"},
        {"section a 1\nsentence a.1 \"x\" -> informative\n", 5, "say why"},
        {"section a 1\nsentence a.1 x -> CC-3\n", 5, "something in quotes"},
        {"section a 0\nsection a 0\n", 5, "`section a` stands here a second time"},
        {"section a 1001\n", 4, "at most 1000 sentences"},
        {"section a -1\nsentence a.-1 \"x\" -> CC-3\n", 5, "has a sentence a.-1"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[400];
        (void)snprintf(text, sizeof text, "page p\nedition e\nfrom f\n%s", rows[i].lines);
        size_t found = check_after(KNOWN_RECORDS, text);
        if (found != 1 || problems[0].place.line != rows[i].line) {
            print_message("%s-> %zu: %u: %s\n", rows[i].lines, found, problems[0].place.line,
                          problems[0].what);
        }
        assert_int_equal(found, 1);
        assert_int_equal(problems[0].place.line, rows[i].line);
        assert_non_null(strstr(problems[0].what, rows[i].what));
    }
}

static void more_problems_than_asked_for_are_counted(void **state)
{
    (void)state;
    assert_int_equal(check_after("", "a\n\nb\n\nc\n\nd\n\ne\n\nf\n\ng\n\nh\n\ni\n\nj\n"), 10);
    assert_non_null(strstr(problems[7].what, "`h`"));
}

static void a_huge_record_is_refused_before_it_costs_time(void **state)
{
    (void)state;
    enum { COUNT = 1100 };
    static char text[COUNT * 12];
    strcpy(text, "fixture f\n");
    for (int i = 0; i < COUNT; i++) {
        strcat(text, "node $n\n");
    }
    assert_int_equal(check_after("", text), 1);
    assert_non_null(strstr(problems[0].what, "at most 1000 fields"));
    strcpy(text, "table t\n");
    for (int i = 0; i < COUNT; i++) {
        strcat(text, " r\n");
    }
    assert_int_equal(check_after("", text), 1);
    assert_non_null(strstr(problems[0].what, "at most 1000 rows"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_notation_allows_passes),
        cmocka_unit_test(a_later_document_may_repeat_and_mention_what_is_in_an_earlier),
        cmocka_unit_test(what_it_does_not_allow_is_one_problem_in_its_line),
        cmocka_unit_test(ids_are_given_once),
        cmocka_unit_test(a_page_accounts_for_each_sentence_once),
        cmocka_unit_test(more_problems_than_asked_for_are_counted),
        cmocka_unit_test(a_huge_record_is_refused_before_it_costs_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
