extension BrokenSnippets {
    static let more = #"""
        lambda (a, b): 1
        ---
        def f(a=1, b): pass
        ---
        lambda a=1, b: 1
        ---
        x = 'a' b'c'
        ---
        b"é"
        ---
        x = [
          1,
          2,
        ---
        x = 1
        	y = 2
        ---
        if x:
            a
        	b
        ---
        if x:
                a
        	b
        ---
        x = é€
        ---
        x = “a”
        ---
        type X = 
        ---
        def f[](): pass
        ---
        class A[T: pass
        ---
        import a from b
        ---
        from a import
        ---
        from import a
        ---
        import a,
        ---
        pass x
        ---
        continue 1
        ---
        x..y
        ---
        x.1
        ---
        x[
        ]
        ---
        x[1
        ---
        a.b.(c)
        ---
        x = {
          "a": 1,
          "b": [1, 2,
          "c": 3
        }
        y = 1
        ---
        foo(a, b
        bar(c)
        baz
        ---
        if (a and
            b:
            pass
        ---
        def f(a,
              b:
            pass
        ---
        x = "a" "b
        ---
        x = 'it's'
        ---
        x = "a"b"
        ---
        a = 1 if 2 else
        ---
        try:
            x
        finally
            y
        ---
        try:
            x
        except* A:
            y
        except B:
            z
        ---
        except:
            pass
        ---
        x = a.
        ---
        a, b += 1
        ---
        for f() in x: pass
        ---
        for 1 in x: pass
        ---
        [x for 1 in y]
        ---
        with a as 1: pass
        ---
        with (a as b, c as d: pass
        ---
        f(a, b=1, *c, d)
        ---
        f(1=2)
        ---
        f(True=1)
        ---
        f(a=)
        ---
        def f(a=): pass
        ---
        def f(a:): pass
        ---
        def f() -> : pass
        ---
        class A(: pass
        ---
        import *
        ---
        x = yield 1 2
        ---
        nonlocal
        ---
        'abc' = 1
        ---
        f'{a}' = 1
        ---
        {} = 1
        ---
        [a, b()] = 1
        ---
        a = b() = 1
        ---
        () = 1 2
        ---
        lambda: (yield) = 1
        ---
        x = [a = 1]
        ---
        x = (a = 1)
        ---
        x = {a = 1}
        ---
        x = f(a b=1)
        ---
        dag = DAG(dag_id="a" schedule=None)
        ---
        op = Op(
            dag=dag,
            name="a"
            image="b",
        )
        ---
        op = Op(dag=dag
                name="x")
        ---
            x = 1
            y = 2
        ---
        def f():
            pass
           x = 1
        ---
        def f():
        	pass
                x = 1
        ---
        x = [1, 2, 3
        ---
        x = {'a': [1, 2}
        ---
        if True:
            x = 1
             y = 2
        ---
        class A:
            def f(self):
                pass
              def g(self):
                pass
        ---
        x = """a
        b
        """" 
        ---
        from a.b import c d
        ---
        import a as
        ---
        def 1f(): pass
        ---
        def f(self, 1): pass
        ---
        def class(): pass
        ---
        class = 1
        ---
        for = 1
        ---
        x = class
        ---
        f(class=1)
        ---
        x.class
        ---
        def f(*, **k): pass
        ---
        def f(a, /, b, /): pass
        ---
        def f(*a, *b): pass
        ---
        def f(*a=1): pass
        ---
        def f(a, *, b, /): pass
        ---
        def f(/): pass
        ---
        case 1: pass
        ---
        match x:
            case a.b(1, c=2, 3): pass
        ---
        match x:
            case {**a, 'b': 1}: pass
        ---
        match x:
            case 1 as _: pass
        ---
        match x:
            case *a: pass
        ---
        f"{a:{b:{c:{d}}}}"
        ---
        f"{lambda x: 1}"
        ---
        f"{a = b}"
        ---
        f"{*a}" f"{"
        ---
        f"{!r}"
        ---
        f"{a!}"
        ---
        f"{a! r}"
        ---
        x = [f"{a}", f"{b]
        ---
        0_7
        ---
        1e5x
        ---
        1.2.3
        ---
        1_
        ---
        0o8
        ---
        0xfor x in y
        ---
        1if 2else 3
        ---
        a = 1;; b
        ---
        ;
        ---
        a = (1 +)
        ---
        a = [1,, 2]
        ---
        a = f(,)
        ---
        a = ,
        ---
        a = {,}
        ---
        x: int = 
        ---
        def f(): return
          x
        ---
        x = (
            1 +
            2
        y = 3
        def f():
            pass
        ---
        # c
        x = '''
        ---
        ab'''x
        ---
        \
        ---
        x = 1 \
        ---
        x = 1 \
         y
        ---
        if a == 1 and
           b: pass
        ---
        raise A, "b"
        ---
        x = `a`
        ---
        x = 10L
        ---
        ur"abc"
        ---
        def f(a, b):
        print(a)
        """#
}
