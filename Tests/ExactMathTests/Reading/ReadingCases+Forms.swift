/// The complete list of commands and forms that answers are known to take, each with its tree; the rows that begin with `!` on the right
/// are those that are refused on purpose or not read yet (`docs/math-coverage.md`).
extension ReadingCases {
  static let forms = #"""
    \boxed 7 =>> 7 #boxed
    \mleft(1,2\mright) =>> (tuple 1 2) ?pair_or_interval (interval() 1 2)
    \Bigl( x \Bigr) =>> x
    \phantom{x}5 =>> 5
    \underline{5} =>> 5
    {\rm cm} =>> "cm"
    {\bf 5} =>> 5
    \rm{x} =>> x
    5 {\rm cm} =>> (unit[cm] 5)
    \begin{gather} x=1 \\ y=2 \end{gather} =>> (all (= x 1) (= y 2))
    \begin{equation} x=1 \end{equation} =>> (= x 1)
    \begin{aligned} &x=1 \\ &y=2 \end{aligned} =>> (all (= x 1) (= y 2))
    #### 5 =>> 5 #markdown
    [5] =>> 5
    Answer: $5$ =>> 5 #label #delimiters
    final answer is 5 =>> 5 #label
    The final answer is $\frac{1}{2}$ =>> (/ 1 2) #label #delimiters
    Réponse : 5 =>> 5 #label
    答案：5 =>> 5 #label
    答案是5 =>> 5 #label
    答案是 $5$ =>> 5 #label #delimiters
    Antwort: 5 =>> 5 #label
    Respuesta: 5 =>> 5 #label
    Ответ: 5 =>> 5 #label
    5<|im_end|> =>> 5 #markdown
    5</s> =>> 5 #markdown
    5\thinspace\text{cm} =>> (unit[cm] 5)
    1\ 234 =>> 1234 #digit_groups
    1~234 =>> 1234 #digit_groups
    1.234,56 =>> 30864/25 #european_number
    1.234.567 =>> 1234567 #european_number
    1.234.567,8 =>> 6172839/5 #european_number
    12.345,67 =>> 1234567/100 #european_number
    3,14 =>> (list 3 14) ?list_or_decimal 157/50
    0,5 =>> (list 0 5) ?list_or_decimal 1/2
    1e5 =>> 100000
    1E5 =>> 100000
    1.5E-3 =>> 3/2000
    2.5 \cdot 10^{-3} =>> (* 5/2 (^ 10 -3))
    2.5 x 10^3 =>> (* 5/2 (^ 10 3))
    2.5 × 10³ =>> (* 5/2 (^ 10 3))
    0.\bar{3} =>> 1/3
    0.1\dot{6} =>> 1/6
    0.1\overline{23} =>> 61/495
    0.333\ldots =>> 333/1000 ?digits_or_period 1/3 #truncated_decimal
    1.\overline{3} =>> 4/3
    5.\overline{12} =>> 169/33
    3 \frac{1}{2} =>> (+ 3 (/ 1 2)) ?mixed_or_product (* 3 (/ 1 2)) #mixed_number
    3-1/2 =>> (+ 3 (neg (/ 1 2)))
    -1 1/2 =>> (neg (+ 1 (/ 1 2))) #mixed_number
    50 pct =>> (unit[%] 50)
    50 percentage =>> (unit[%] 50)
    50\,\% =>> (unit[%] 50)
    € 5 =>> (unit[€] 5)
    5 € =>> (unit[€] 5)
    5 USD =>> (unit[$] 5)
    ¥100 =>> (unit[¥] 100)
    \textdollar 5 =>> (unit[$] 5)
    US$5 =>> !unreadable unexpected_input @2
    $5.00 =>> (unit[$] 5)
    5\$ =>> (unit[$] 5)
    204_5 =>> 54
    1101_{two} =>> 13
    101_{(2)} =>> 5
    (101)_2 =>> 5
    3:4:5 =>> (ratio 3 4 5)
    3 : 4 =>> (ratio 3 4)
    4:30 pm =>> 4:30pm
    4:30pm =>> 4:30pm
    4:30 PM =>> 4:30pm
    4:30 =>> (ratio 4 30) ?ratio_or_time 4:30
    16:30 =>> (ratio 16 30) ?ratio_or_time 16:30
    12:00:30 =>> (ratio 12 0 30) ?ratio_or_time 12:00:30
    4 p.m. =>> 4:00pm
    5 a.m. =>> 5:00am
    \text{5 p.m.} =>> 5:00pm
    4:30\mbox{ p.m.} =>> 4:30pm
    12^\text{th} =>> 12 #ordinal
    21st =>> 21 #ordinal
    twenty =>> 20 #number_word
    one hundred =>> 100 #number_word
    one hundred twenty =>> 120 #number_word
    two thirds =>> (/ 2 3) #number_word
    one half =>> (/ 1 2) #number_word
    \frac{1}2 =>> (/ 1 2)
    {a \over b} =>> (/ a b)
    \sqrt[n]2 =>> (root 2 n)
    \sqrt 2 =>> (squareRoot 2)
    \binom52 =>> (binomial 5 2)
    \tbinom{5}{2} =>> (binomial 5 2)
    C(5,2) =>> (apply C 5 2) ?application_or_count (binomial 5 2)
    {}_5C_2 =>> (binomial 5 2)
    _5C_2 =>> (binomial 5 2)
    P(5,2) =>> (apply P 5 2) ?application_or_product (* P (tuple 5 2)) ?application_or_count (permutations 5 2)
    ^5C_2 =>> (binomial 5 2)
    \binom{n}{2}! =>> (factorial (binomial n 2))
    17 \mod 5 =>> (mod 17 5)
    \gcd(12,18) =>> (greatestCommonDivisor 12 18)
    \gcd 12 =>> (greatestCommonDivisor 12)
    \mathrm{lcm}(2,3) =>> (leastCommonMultiple 2 3)
    \lcm(2,3) =>> (leastCommonMultiple 2 3)
    \max(1,2,3) =>> (maximum 1 2 3)
    \lfloor 2.5 \rfloor =>> (floor 5/2)
    \left\lfloor \frac{7}{2} \right\rfloor =>> (floor (/ 7 2))
    \lVert v \rVert =>> (norm v)
    \sum_{k=1}^n k =>> (series-sum k 1 n k)
    \sum\limits_{k=1}^{n} k =>> (series-sum k 1 n k)
    \prod_{i=1}^{3} i =>> (series-product i 1 3 i)
    \int x\,dx =>> (series-integral x x)
    \int_0^1 x^2\,\mathrm{d}x =>> (series-integral x 0 1 (^ x 2))
    \iint x \, dA =>> !unreadable unknown_command @0
    \oint f =>> !unreadable unknown_command @0
    \lim_{x\to 0^+} \frac1x =>> (series-limit x (^ 0 +) (/ 1 x))
    \lim\limits_{x \rightarrow \infty} f(x) =>> (series-limit x inf (apply f x)) ?application_or_product (series-limit x inf (* f x))
    \frac{d}{dx}(x^2) =>> (derivative (^ x 2) x)
    \frac{\mathrm{d}y}{\mathrm{d}x} =>> (derivative y x)
    f''(x) =>> (apply f'' x)
    y^{(4)} =>> y''''
    f^{(n)}(0) =>> (apply f_(n) 0) ?application_or_product (* f_(n) 0)
    \sin^{-1}x =>> (arcsine x)
    asin(x) =>> (arcsine x)
    arcsin x =>> (arcsine x)
    \arcsinh x =>> (inverseHyperbolicSine x)
    \sinh^{-1}(x) =>> (inverseHyperbolicSine x)
    \operatorname{sech} x =>> (hyperbolicSecant x)
    sech(x) =>> (hyperbolicSecant x)
    \log_{2}x =>> (logarithmToBase x 2)
    \log_2(x)^2 =>> (^ (logarithmToBase x 2) 2)
    log_2(8) =>> (logarithmToBase 8 2)
    log2(8) =>> (logarithmToBase 8 2)
    log(8,2) =>> (logarithmToBase 8 2)
    \ln^2 x =>> (^ (naturalLogarithm x) 2)
    \lg x =>> (logarithmToBase x 10)
    \exp x =>> (exponential x)
    \Gamma(n) =>> (gamma n)
    erf(x) =>> (errorFunction x)
    \Re z =>> (realPart z)
    \operatorname{Re}(z) =>> (realPart z)
    \operatorname{Im} z =>> (imaginaryPart z)
    \arg(z) =>> (argument z)
    \det(A) =>> (determinant A)
    \operatorname{tr} A =>> (trace A)
    \operatorname{rank}(A) =>> (rank A)
    \operatorname{arccot} x =>> (arccotangent x)
    \operatorname{Cov}(X,Y) =>> (apply Cov X Y)
    \operatorname{Beta}(2,3) =>> (apply Beta 2 3)
    \dim V =>> (dimension V)
    \varphi =>> phi
    \phi =>> phi
    90 degrees =>> (unit[°] 90)
    90 deg =>> (unit[°] 90)
    5' =>> !unreadable unexpected_input @1
    5'' =>> !unreadable unexpected_input @1
    5' 3'' =>> !unreadable unexpected_input @1
    30°15'20" =>> (+ (unit[°] 30) (unit[′] 15) (unit[″] 20))
    6" =>> !unreadable unexpected_input @1
    \lbrace 1,2 \rbrace =>> (set 1 2)
    \left\lbrace 1,2\right\rbrace =>> (set 1 2)
    1; 2; 3 =>> (list 1 2 3)
    1 and 2 =>> (all 1 2)
    1 or 2 =>> (any 1 2)
    1 \text{and} 2 =>> (all 1 2)
    1 \text{ and } 2 =>> (all 1 2)
    1, 2, and 3 =>> (all 1 2 3)
    (1,(2,3)) =>> (tuple 1 (tuple 2 3)) ?pair_or_interval (tuple 1 (interval() 2 3))
    ((1,2),(3,4)) =>> (tuple (tuple 1 2) (tuple 3 4)) ?pair_or_interval (tuple (interval() 1 2) (interval() 3 4))
    \{\varnothing\} =>> (set {})
    \{x \mid x>3\} =>> (such-that x (> x 3))
    \{x : x > 3\} =>> (such-that x (> x 3))
    \{x \in \mathbb{Z} : 0 < x < 5\} =>> (such-that (in x integers) (chain[< <] 0 x 5))
    \{x \in \mathbb{Z} \mid |x| < 5\} =>> (such-that (in x integers) (< (absoluteValue x) 5))
    \{ x | |x| < 5 \} =>> (such-that x (< (absoluteValue x) 5))
    \{(x,y) : x^2+y^2 \le 1\} =>> (such-that (tuple x y) (<= (+ (^ x 2) (^ y 2)) 1)) ?pair_or_interval (such-that (interval() x y) (<= (+ (^ x 2) (^ y 2)) 1))
    \mathbb R =>> reals
    \mathbf{R} =>> vector:R
    \mathbf{R} \setminus \{0\} =>> (difference reals (set 0))
    \mathbb{R}\backslash\{0\} =>> (difference reals (set 0))
    \mathbb{R} \setminus \mathbb{Z} =>> (difference reals integers)
    \mathbb{R}^{+} =>> positive_reals
    \mathbb{R}^* =>> (difference reals (set 0))
    \mathbb{Z}_{\ge 0} =>> (union (set 0) positive_integers)
    \mathbb{N}_0 =>> (union (set 0) positive_integers)
    \mathbb{Z}_n =>> script:Z_n
    \mathbb{Z}/n\mathbb{Z} =>> (/ integers (* n integers)) ?quotient_or_product (* (/ integers n) integers)
    A \setminus B =>> (difference A B)
    A \cup B =>> (union A B)
    A \cap B =>> (intersection A B)
    A^c =>> (^ A c)
    \bigcup_{n=1}^{\infty} A_n =>> (series-union n 1 inf A_n)
    ]0,1] =>> (interval(] 0 1)
    [0,1[ =>> (interval[) 0 1)
    (0,+\infty) =>> (interval() 0 inf)
    (-\infty,0)\cup(0,\infty) =>> (union (interval() (neg inf) 0) (interval() 0 inf))
    x \notin \{1\} =>> (notin x (set 1))
    A \subset B =>> (subset A B)
    \pm 1, \pm 2 =>> (list (+- 1) (+- 2))
    \pm\sqrt{2} =>> (+- (squareRoot 2))
    k\pi \quad (k \in \mathbb{Z}) =>> (if (* k pi) (in k integers))
    k\pi, k\in Z =>> (list (* k pi) (in k integers))
    n\pi \text{ for } n \in \mathbb{Z} =>> (if (* n pi) (in n integers))
    2k\pi \text{ where } k \in \mathbb{Z} =>> (if (* 2 k pi) (in k integers))
    x = \frac{\pi}{4} + n\pi, n \in \mathbb{Z} =>> (list (= x (+ (/ pi 4) (* n pi))) (in n integers))
    x = n\pi \text{ for any integer } n =>> (if (= x (* n pi)) (in n integers)) #words
    a \equiv b =>> (== a b)
    x \lt 3 =>> (< x 3)
    x \leqq 3 =>> (<= x 3)
    x \not\in A =>> (notin x A)
    x \not\equiv 1 \pmod 3 =>> !unreadable unexpected_input @2
    1 < x < 2 =>> (chain[< <] 1 x 2)
    1 < x, x < 2 =>> (list (< 1 x) (< x 2))
    x=1\lor x=2 =>> (any (= x 1) (= x 2))
    x = 1 \vee x = 2 =>> (any (= x 1) (= x 2))
    \left\{ \begin{aligned} x &= 1 \\ y &= 2 \end{aligned} \right. =>> (all (= x 1) (= y 2))
    \begin{cases} x + y = 1, \\ x - y = 2. \end{cases} =>> (all (= (+ x y) 1) (= (+ x (neg y)) 2))
    x^2 + y^2 = 1 =>> (= (+ (^ x 2) (^ y 2)) 1)
    f(x) = x^2 =>> (= (apply f x) (^ x 2))
    y = 2x =>> (= y (* 2 x))
    y=mx+b =>> (= y (+ (* m x) b))
    \begin{vmatrix}1&2\\3&4\end{vmatrix} =>> (determinant (matrix2x2 1 2 3 4))
    \begin{Vmatrix}1&2\\3&4\end{Vmatrix} =>> (norm (matrix2x2 1 2 3 4))
    \begin{matrix}1&2\\3&4\end{matrix} =>> (matrix2x2 1 2 3 4)
    \left(\begin{smallmatrix}1&2\\3&4\end{smallmatrix}\right) =>> (matrix2x2 1 2 3 4)
    \left(\begin{matrix}1\\2\end{matrix}\right) =>> (matrix2x1 1 2)
    [[1,2],[3,4]] =>> (array (array 1 2) (array 3 4))
    [1 2; 3 4] =>> !unreadable adjacent_numbers @3
    A^{\top} =>> (^ A T)
    A^\top =>> (^ A T)
    A^{T} =>> (^ A T)
    \begin{pmatrix}1&2\\3&4\end{pmatrix}\begin{pmatrix}1\\2\end{pmatrix} =>> (* (matrix2x2 1 2 3 4) (matrix2x1 1 2))
    \det\begin{pmatrix}1&2\\3&4\end{pmatrix} =>> (determinant (matrix2x2 1 2 3 4))
    \begin{pmatrix}1&2\\3&4\\\end{pmatrix} =>> (matrix2x2 1 2 3 4)
    \begin{bmatrix}1&2\\\hline 3&4\end{bmatrix} =>> (matrix2x2 1 2 3 4)
    \left[\begin{array}{cc|c}1&2&3\\4&5&6\end{array}\right] =>> (matrix2x3 1 2 3 4 5 6)
    \langle 1,2 \rangle =>> (vector 1 2)
    <1,2,3> =>> (vector 1 2 3)
    \mathbf{i}+\mathbf{j} =>> (+ vector:i vector:j)
    \hat{\imath} =>> vector:i
    \hat{\mathbf{i}} =>> vector:i
    2\hat{i}+3\hat{j} =>> (+ (* 2 vector:i) (* 3 vector:j))
    Yes. =>> "Yes"
    yes =>> "yes"
    YES =>> "YES"
    True. =>> "True"
    TRUE =>> "TRUE"
    false =>> "false"
    A. =>> A ?variable_or_choice choice-A #final_period
    A) =>> choice-A
    (A) =>> choice-A
    (a) =>> a
    Option B =>> choice-B #label
    Choice C =>> choice-C #label
    \text{Option A} =>> choice-A #label
    \textbf{(A)}\ 12 =>> choice-A ?choice_or_value 12
    \mathrm{(A) \ } 3 =>> choice-A ?choice_or_value 3
    A and C =>> (all A C)
    \text{A, C} =>> (list A C)
    John =>> "John"
    \text{Saturday} =>> "Saturday"
    Saturday =>> "Saturday"
    New York =>> "New York"
    \text{2 hours} =>> (unit[h] 2)
    \text{6 units} =>> (unit[unit] 6)
    six =>> 6 #number_word
    √(2) =>> (squareRoot 2)
    √2/2 =>> (/ (squareRoot 2) 2)
    π/2 =>> (/ pi 2)
    x³ =>> (^ x 3)
    3¼ =>> (+ 3 (/ 1 4)) #mixed_number
    ¾ =>> (/ 3 4)
    5′ =>> !unreadable unexpected_input @1
    ⌈x⌉ =>> (ceiling x)
    ℤ⁺ =>> positive_integers
    １２ =>> 12
    1 000 =>> 1000 #digit_groups
    x≤2 =>> (<= x 2)
    {1, 2} ∪ {3} =>> (union (set 1 2) (set 3))
    (−∞, 3] =>> (interval(] (neg inf) 3)
    x ∈ ℝ =>> (in x reals)
    −½ =>> (neg (/ 1 2))
    A∩B =>> (intersection A B)
    ±√2 =>> (+- (squareRoot 2))
    5·3 =>> (* 5 3)
    5×3 =>> (* 5 3)
    6÷2 =>> (/ 6 2)
    a≠b =>> (!= a b)
    x→∞ =>> (-> x inf)
    θ = 30° =>> (= theta (unit[°] 30))
    \frac{1}{2}\text{ or }\frac13 =>> (any (/ 1 2) (/ 1 3))
    \sqrt{} =>> !malformed missing_argument @5
    \frac{}{} =>> !malformed missing_argument @5
    ^2 =>> !malformed unexpected_end @2
    x^ =>> !malformed missing_argument @2
    _ =>> !malformed missing_argument @1
    \left( =>> !malformed unexpected_end @6
    \frac{1}{2}} =>> (/ 1 2) #extra_closing
    \frac{1{2} =>> !malformed missing_argument @10
    \sqrt{2 =>> (squareRoot 2) #unclosed_brace
    \boxed{\frac{1}{2} =>> (/ 1 2) #boxed #unclosed_brace
    {{1}} =>> 1
    \\(5\\) =>> 5 #doubled_backslash
    12 \text{ cm}^2 =>> (unit[cm^2] 12)
    12 cm² =>> (unit[cm^2] 12) ?variable_or_unit (* 12 c (^ m 2))
    12 \text{ sq. units} =>> (unit[unit^2] 12)
    12 sq ft =>> (unit[ft^2] 12)
    45 mi/hr =>> (unit[mi h^-1] 45) ?variable_or_unit (/ (* 45 m i) (* h r))
    5\frac{m}{s} =>> (* 5 (/ m s))
    3\text{ m}/\text{s} =>> (unit[m s^-1] 3)
    10\ \text{N}\cdot\text{m} =>> (unit[N m] 10)
    10 N =>> (* 10 N) ?variable_or_unit (unit[N] 10)
    1.5 \text{ hours} =>> (unit[h] 3/2)
    2 hours 30 minutes =>> (+ (unit[h] 2) (unit[min] 30))
    5\text{ dollars} =>> (unit[$] 5)
    5 cents =>> (unit[¢] 5)
    \$3 \text{ million} =>> (unit[$] 3000000) #number_word
    3 million =>> 3000000 #number_word
    2 dozen =>> (unit[dozen] 2)
    5 people =>> (unit[people] 5)
    5 \text{ people} =>> (unit[people] 5)
    n = 5 \text{ people} =>> (= n (unit[people] 5))
    x = 5 cm =>> (= x (unit[cm] 5)) ?variable_or_unit (= x (* 5 c m))
    \approx 3.14 =>> 157/50 #label
    ≈3.14 =>> 157/50 #label
    \sim 5 =>> !unreadable unexpected_input @0
    > 5 =>> !unreadable unexpected_input @0
    x > 5 \text{ cm} =>> (> x (unit[cm] 5))
    x = 3 \text{ and } y = 4 =>> (all (= x 3) (= y 4))
    (x,y) = (3,4) =>> (= (tuple x y) (tuple 3 4)) ?pair_or_interval (= (interval() x y) (interval() 3 4))
    x, y = 3, 4 =>> (= (tuple x y) (tuple 3 4))
    a=1,b=2,c=3 =>> (list (= a 1) (= b 2) (= c 3))
    a = 1; b = 2 =>> (list (= a 1) (= b 2))
    x_1 = 1, x_2 = 2 =>> (list (= x_1 1) (= x_2 2))
    f'(x) = 2x =>> (= (apply f' x) (* 2 x))
    y' = y =>> (= y' y)
    y'' + y = 0 =>> (= (+ y'' y) 0)
    P(X=1) = 0.5 =>> (= (apply P (= X 1)) 1/2)
    P(A \cap B) =>> (apply P (intersection A B)) ?application_or_product (* P (intersection A B))
    E[X] = 5 =>> (= (apply E X) 5)
    x[n-1] =>> (apply x (+ n -1))
    a[b+c(d+e)] =>> (* a (+ b (* c (+ d e))))
    \mathbb{E}[X] =>> (apply script:E X)
    \mathrm{Var}(X)=2 =>> (= (apply Var X) 2)
    \sigma^2 =>> (^ sigma 2)
    \overline{x} =>> bar:x
    \bar{X} =>> bar:X
    \mu = 5 =>> (= mu 5)
    A \cong B =>> (cong A B)
    \triangle ABC \cong \triangle DEF =>> (cong (* triangle A B C) (* triangle D E F))
    AB \parallel CD =>> (parallel (* A B) (* C D))
    AB = CD =>> (= (* A B) (* C D))
    \angle A = 30^\circ =>> (= (* angle A) (unit[°] 30))
    \angle ABC = 30^\circ =>> (= (* angle A B C) (unit[°] 30))
    m\angle A =>> (* m angle A)
    \widehat{AB} =>> hat:AB
    \overline{AB} = 5 =>> (= bar:AB 5)
    \text{None} =>> "None"
    \text{none of the above} =>> "none of the above"
    \text{does not exist} =>> "does not exist"
    DNE =>> "DNE"
    N/A =>> "N/A"
    undefined =>> "undefined"
    \text{no real solutions} =>> "no real solutions"
    \text{all real numbers} =>> "all real numbers"
    all real numbers except 0 =>> "all real numbers except 0"
    x = 1, y = 2 or x = 3, y = 4 =>> (any (list (= x 1) (= y 2)) (list (= x 3) (= y 4)))
    {x = 1, y = 2} =>> (set (= x 1) (= y 2))
    \{x=1,y=2\} =>> (set (= x 1) (= y 2))
    0.\overline{142857} =>> 1/7
    1.2\overline{34} =>> 611/495
    -0.5 =>> -1/2
    -.5 =>> -1/2
    +5 =>> 5
    --1 =>> 1
    5- =>> !malformed unexpected_end @2
    3. =>> 3 #final_period
    . =>> !unreadable unexpected_input @0
    1,000,000.50 =>> 2000001/2 ?group_or_list (list 1 0 1/2) #digit_groups
    $1,234.50 =>> (unit[$] 2469/2) ?group_or_list (list (unit[$] 1) 469/2) #digit_groups
    1,23,456 =>> (list 1 23 456)
    12,34 =>> (list 12 34) ?list_or_decimal 617/50
    1 234 567 =>> 1234567 #digit_groups
    10^6 =>> (^ 10 6)
    10^{6} =>> (^ 10 6)
    1\times10^{6} =>> (* 1 (^ 10 6))
    1x10^6 =>> (* 1 (^ 10 6))
    6.022e23 =>> 602200000000000000000000
    6.022 \times 10^{23} \text{ mol}^{-1} =>> (unit[mol^-1] (* 3011/500 (^ 10 23)))
    2^{10}-1 =>> (+ (^ 2 10) -1)
    2^10-1 =>> (+ (^ 2 10) -1) #unbraced_exponent
    a<1 且 a \neq 0 =>> (all (< a 1) (!= a 0))
    50^{\circ} 或 130^{\circ} =>> (any (unit[°] 50) (unit[°] 130))
    $\operatorname{proj}_{\mathbf{v}} \mathbf{u}$ =>> (* proj_v vector:u) #delimiters
    \text{1, 2} =>> (list 1 2)
    答案：A =>> A ?variable_or_choice choice-A #label
    4:30 p.m. =>> 4:30pm
    11:00 AM =>> 11:00am
    (x+1)(x>0) =>> (if (+ x 1) (> x 0))
    P(X>1) =>> (apply P (> X 1)) ?application_or_product (if P (> X 1))
    x^2 (x \ge 0) =>> (if (^ x 2) (>= x 0))
    f(x)(x>0) =>> (if (apply f x) (> x 0)) ?application_or_product (if (* f x) (> x 0))
    2\mathbb{Z} =>> (* 2 integers)
    \mathbb{Z}_{>0} =>> positive_integers
    \mathbb{R}_{\geq 0} =>> (interval[) 0 inf)
    \mathbb{R}_+ =>> positive_reals
    \mathbb{Z}_2 \times \mathbb{Z}_3 =>> (* script:Z_2 script:Z_3)
    \mathbb{R}^2 =>> (^ reals 2)
    \mathbb{R}^{n} =>> (^ reals n)
    \mathbb{R}^{n \times n} =>> (^ reals (* n n))
    {\bf i}+{\bf j} =>> (+ vector:i vector:j)
    {\rm lcm}(2,3) =>> (leastCommonMultiple 2 3)
    {\rm 5} =>> 5
    x_{(n)} =>> x_(n)
    6 million dollars =>> (unit[$] 6000000) #number_word
    \$5 million =>> (unit[$] 5000000) #number_word
    three million =>> 3000000 #number_word
    $1\frac{1}{2}$ =>> (+ 1 (/ 1 2)) ?mixed_or_product (* 1 (/ 1 2)) #delimiters #mixed_number
    [[1,2],[3,4],[5,6]] =>> (array (array 1 2) (array 3 4) (array 5 6))
    [(1,2),(3,4)] =>> (array (tuple 1 2) (tuple 3 4)) ?pair_or_interval (array (interval() 1 2) (interval() 3 4))
    a[b+1] =>> (* a (+ b 1))
    ]1,2[ \cup ]3,4[ =>> (union (interval() 1 2) (interval() 3 4))
    [1,2[ \cup ]3,4] =>> (union (interval[) 1 2) (interval(] 3 4))
    [1,2[, ]3,4] =>> (list (interval[) 1 2) (interval(] 3 4))
    x<y =>> (< x y)
    x < 1, y > 2 =>> (list (< x 1) (> y 2))
    "yes" =>> !unreadable unexpected_input @0
    f(x) = x^{+} =>> (= (apply f x) (^ x +))
    x^+ + x^- =>> (+ (^ x +) (^ x -))
    e^{+} =>> (^ e +)
    The value of $x$ is positive =>> "The value of x is positive"
    The answer is $\frac{1}{2}$. =>> (/ 1 2) #label #delimiters #final_period
    x^2 \text{ where } x > 0 =>> (if (^ x 2) (> x 0))
    -\frac{1}{2} or \frac{1}{3} =>> (any (neg (/ 1 2)) (/ 1 3))
    1.5 million =>> 1500000 #number_word
    3 hundred =>> 300 #number_word
    \begin{pmatrix}1\end{bmatrix} =>> (matrix1x1 1) #unbalanced_delimiter
    42 \text{ (or 43)} =>> "42 \text{ (or 43)}" #words
    3\text{ or something else} =>> "3\text{ or something else}" #words
    3 \text{ is wrong} =>> "3 \text{ is wrong}" #words
    \text{at least } 3 =>> "\text{at least } 3" #words
    \text{the answer}=3 =>> 3 #label
    \text{The answer is } 5 =>> 5 #label
    1:30\text{ am}, 1:30\text{ pm} =>> (list 1:30am 1:30pm)
    3\tag{4} =>> 3
    e^{-x^2 10^{10}} =>> (^ e (neg (* (^ x 2) (^ 10 10))))
    12\text{ different ways} =>> (unit[different ways] 12)
    5\text{ units of area} =>> (unit[units of area] 5)
    \text{Area of the circle} = 5 =>> (= Area of the circle 5)
    """#
}
