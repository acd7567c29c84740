/// Sources that are wrong in one way each.
enum BrokenSnippets {
    static let all = (text + "\n---\n" + more).split(separator: "---\n", omittingEmptySubsequences: false).map(
        String.init)

    private static let text = #"""
        foo(1, 2
        ---
        x = (1,
        y = 2
        ---
        def f():
        x = 1
        ---
        if x
            pass
        ---
        if x y:
            pass
        ---
        if x:
        pass
        ---
          x = 1
        ---
        x = 1
          y = 2
        ---
        if x:
                a
            b
        ---
        x = 'abc
        ---
        x = """abc

        ---
        x = )
        ---
        x = (1]
        ---
        x = (1,
          2]
        ---
        a b
        ---
        foo(a b)
        ---
        foo(a,
            b c,
            d)
        ---
        d = {'a': 1
             'b': 2}
        ---
        for x in y
            pass
        ---
        for x y in z:
            pass
        ---
        while x
            pass
        ---
        class A
            pass
        ---
        class A(B
            pass
        ---
        def f(x)
            pass
        ---
        def f
            pass
        ---
        def f(x, x=1, y):
            pass
        ---
        def f(*): pass
        ---
        def f(**k, a): pass
        ---
        try:
            pass
        x = 1
        ---
        try
            pass
        except: pass
        ---
        try:
            pass
        except
            pass
        ---
        try:
            pass
        except A, B:
            pass
        ---
        with a as b
            pass
        ---
        lambda x 1
        ---
        f() = 1
        ---
        1 = x
        ---
        None = 1
        ---
        (a, 1) = x
        ---
        a + b = c
        ---
        if x = 1:
            pass
        ---
        f(a=1, 2)
        ---
        f(**a, *b)
        ---
        f(a.b=1)
        ---
        f(x for x in y, 1)
        ---
        print "hello"
        ---
        print x, y
        ---
        exec "a"
        ---
        import a.b as c.d
        ---
        from a import b,
        ---
        from a import (b, c
        x = 1
        ---
        from . import *
        import
        ---
        x = 0777
        ---
        x = 1abc
        ---
        x = 0xg
        ---
        x = 0b12
        ---
        x = 1__0
        ---
        x = 5 5
        ---
        return 1 2
        ---
        del f()
        ---
        del 1
        ---
        a += b += c
        ---
        f() += 1
        ---
        (a, b): int = 1
        ---
        [a]: int
        ---
        x: int: str
        ---
        assert x, y, z
        ---
        raise x from
        ---
        global 1
        ---
        x = $
        ---
        x = a ? b
        ---
        x = a!
        ---
        x = \ 1
        ---
        x = "\x1"
        ---
        x = "\N{}"
        ---
        f"{a b}"
        ---
        f"{a"
        ---
        f"{}"
        ---
        f"{a!x}"
        ---
        f"}"
        ---
        f"{a:{b}"
        ---
        f"{a["
        ---
        f"{(a}"
        ---
        x = f"abc
        ---
        x = f"""abc

        ---
        match x:
            case 1
                pass
        ---
        match x:
            pass
        ---
        match x
            case 1: pass
        ---
        match x:
        case 1: pass
        ---
        else:
            pass
        ---
        elif x:
            pass
        ---
        x = if
        ---
        x = [1, 2
        y = 3
        z = 4
        ---
        x = {1, 2
        ---
        def f():
            x = [1,
                 2
            return x

        def g(): pass
        ---
        async x = 1
        ---
        await = 1
        ---
        a = yield = 1
        ---
        x = (a for a in b if)
        ---
        [a, b for a in c]
        ---
        {**a for a in b}
        ---
        {a: *b}
        ---
        {a:, b}
        ---
        {a: 1, b}
        ---
        x = a if b
        ---
        x = (a if b)
        ---
        (*a)
        ---
        f(*a for a in b)
        ---
        @
        def f(): pass
        ---
        @a
        x = 1
        ---
        class A:
        def f(self): pass
        ---
        for x in y:
        for z in w:
            pass
        ---
        while 1:

        x = 1
        ---
        with a:
        x
        ---
        if a: if b: pass
        ---
        if a:
            pass
        else
            pass
        ---
        if a:
            pass
        elif b
            pass
        ---
        x = 1 +
        ---
        x = * 2
        ---
        not
        ---
        a not b
        ---
        a is is b
        ---
        a <> b
        ---
        a := 1
        ---
        (a.b := 1)
        ---
        f(a := 1, b.c := 2)
        ---
        def f(a, (b, c)): pass
        """#
}
